import { parseTemplate } from '../../workflow/expression/template.ts';
import { ShellScanner } from './shell-scanner.ts';

export const quotingAdvice =
  'The engine quotes each value itself, so put expressions between words and outside of quotes; or hand values over in `env` and write "$NAME".';

/** Offsets count UTF-16 units of the text; they span the expression with its braces. */
export type ShellTextProblem = { readonly message: string; readonly start: number; readonly end: number };

/** Expressions that stand where quotes do not protect their value. Text that is no template has no problems here: parsing reports it. */
export function shellTextProblems(text: string): readonly ShellTextProblem[] {
  const template = parseTemplate(text);
  if (!template.ok) return [];
  const scanner = new ShellScanner();
  const problems: ShellTextProblem[] = [];
  for (const part of template.value.parts) {
    if (part.kind === 'text') {
      scanner.read(part.text);
      continue;
    }
    const place = scanner.refusal();
    scanner.passValue();
    if (place !== null) problems.push({ message: describe(part.source, place), start: part.start - 2, end: part.end + 2 });
  }
  return problems;
}

function describe(source: string, place: string): string {
  return `The expression {{${source}}} stands ${place}, where its value could be read as a command. ${quotingAdvice}`;
}
