import type { JsonPath, ProblemFix, ProblemSeverity, TextRange } from '../problem.ts';
import type { ProblemCode } from './problem-codes.ts';

/** A problem on its way: where it is in the value is known, where it is in the text not yet. */
export type Finding = {
  readonly code: ProblemCode;
  readonly severity: ProblemSeverity;
  readonly path: JsonPath;
  readonly message: string;
  readonly fix?: ProblemFix;
  /** The name of the property is meant, not its value. */
  readonly on?: 'key';
  /** Part of the string at `path`, as offsets in the decoded string. */
  readonly span?: { readonly start: number; readonly end: number };
  /** Already known, because it was found in the text. */
  readonly range?: TextRange;
};

/** More than are shown, so that the number of the others can be told; few enough that a document full of problems takes no time. */
const mostFindings = 5000;

/** Gathers what checks find. Those that go round as often as a document likes stop when it is full. */
export class Findings {
  readonly list: Finding[] = [];

  get isFull(): boolean {
    return this.list.length >= mostFindings;
  }

  add(finding: Finding): void {
    if (!this.isFull) this.list.push(finding);
  }

  addAll(more: readonly Finding[]): void {
    for (const finding of more) this.add(finding);
  }
}

type Details = {
  readonly fix?: ProblemFix | undefined;
  readonly on?: 'key';
  readonly span?: { readonly start: number; readonly end: number };
};

export function error(code: ProblemCode, path: JsonPath, message: string, details: Details = {}): Finding {
  return finding('error', code, path, message, details);
}

export function warning(code: ProblemCode, path: JsonPath, message: string, details: Details = {}): Finding {
  return finding('warning', code, path, message, details);
}

function finding(severity: ProblemSeverity, code: ProblemCode, path: JsonPath, message: string, { fix, ...rest }: Details): Finding {
  return { code, severity, path, message, ...(fix ? { fix } : {}), ...rest };
}
