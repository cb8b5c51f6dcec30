// What people are told of the functions of the language: from the engine's own list, taken apart.
import type { FunctionEntry } from '../../engine/workflow/expression/functions/definition.ts';
import { expressionFunctions } from '../../engine/workflow/expression/library.ts';

const byName: ReadonlyMap<string, FunctionEntry> = new Map(expressionFunctions.map((entry) => [entry.name, entry]));

export function findEntry(name: string): FunctionEntry | undefined {
  return byName.get(name);
}

/** One way to write a call. */
export type SignatureForm = {
  /** `size(text | list | map): number` */
  readonly label: string;
  /** `text | list | map`, as they stand in the label. */
  readonly parameters: readonly string[];
  /** What stands before the dot, for forms that are written behind a value: `list` of `list.map(x, …)`. */
  readonly receiver: string | null;
};

/** The ways to write a call, taken from its signature. */
export function signatureForms({ signature }: Pick<FunctionEntry, 'signature'>): readonly SignatureForm[] {
  const forms = [...signature.matchAll(/(?:^| or )([^\s(]+)\(([^)]*)\)/g)];
  return forms.map(([text, called = '', list = ''], index) => {
    const dot = called.lastIndexOf('.');
    const owner = dot === -1 ? null : called.slice(0, dot);
    const isNamespace = owner === 'cel' || owner === 'optional';
    const rest = index === forms.length - 1 ? signature.slice(signature.indexOf(text) + text.length) : '';
    return {
      label: `${text.replace(/^ or /, '')}${rest}`,
      parameters: list === '' ? [] : list.split(', '),
      receiver: isNamespace && !isMethodOfOptional(called) ? null : (owner?.replace(/^map\.\?field$/, 'optional') ?? null),
    };
  });
}

/** `optional.of` and `optional.none` are called on the name itself, the others on a value. */
function isMethodOfOptional(called: string): boolean {
  return called.startsWith('optional.') && called !== 'optional.of' && called !== 'optional.none';
}

/** Markdown about a function: how it is written, what it does, an example with its value. Null when there is none of that name. */
export function functionDocs(name: string): string | null {
  const entry = findEntry(name);
  return entry ? `\`\`\`cel\n${entry.signature}\n\`\`\`\n${functionSummary(entry)}` : null;
}

/** The same without how it is written. */
export function functionSummary({ description, example, result }: FunctionEntry): string {
  return `${description}\n\n\`\`\`cel\n${example}  →  ${JSON.stringify(result)}\n\`\`\``;
}
