import type { JsonPath } from '../../engine/workflow/problem.ts';
import type { Workflow } from '../../engine/workflow/schema.ts';
import type { Known } from './known.ts';
import type { ExpressionScope } from './place.ts';
import type { ExpressionToken } from './tokens.ts';

export type Completion = {
  readonly kind: 'variable' | 'task' | 'field' | 'function' | 'keyword' | 'secret';
  readonly label: string;
  /** One short line: the kind of the value, or the signature. */
  readonly detail: string;
  /** Markdown. */
  readonly docs: string | null;
  /** Replaces what stands from `start` to `end` of the source. */
  readonly insert: string;
  readonly start: number;
  readonly end: number;
  /** Where the caret goes, as an offset in `insert`. */
  readonly caret: number;
};

export type ExpressionQuestion = {
  readonly workflow: Workflow;
  /** The path of the text that holds the expression, from the document's root: `['tasks', 'fetch', 'with', 'url']`. */
  readonly owner: JsonPath;
  /** The expression, without the braces around it. */
  readonly source: string;
  /** Of the caret, in the source. */
  readonly offset: number;
  readonly known?: Known;
};

/** What the makers of completions look at. */
export type Inside = {
  readonly source: string;
  readonly tokens: readonly ExpressionToken[];
  readonly offset: number;
  readonly scope: ExpressionScope;
  readonly known: Known;
};
