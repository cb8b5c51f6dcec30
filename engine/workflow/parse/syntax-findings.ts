import { type ParseErrorCode, printParseErrorCode, visit } from 'jsonc-parser';
import type { Json } from '../json.ts';
import { error, type Finding } from './finding.ts';
import { positionsIn } from './locate.ts';
import { isSpace } from './scan-text.ts';

/** What is not JSON at all has an error at every word; nobody reads these. */
const mostErrors = 2000;

type SyntaxError = { readonly name: string; readonly offset: number; readonly length: number };

const reasons: { readonly [name: string]: string } = {
  InvalidSymbol: 'This is neither a value nor a name. Put text into double quotes.',
  InvalidNumberFormat: 'This is not a JSON number.',
  PropertyNameExpected: 'A property name in double quotes is missing here.',
  ValueExpected: 'A value is missing here.',
  ColonExpected: 'A colon is missing here.',
  CommaExpected: 'A comma is missing here.',
  CloseBraceExpected: 'A closing brace "}" is missing here.',
  CloseBracketExpected: 'A closing bracket "]" is missing here.',
  EndOfFileExpected: 'The document has ended before this. Remove what follows.',
  UnexpectedEndOfComment: 'This comment is not closed.',
  UnexpectedEndOfString: 'This string is not closed: a double quote is missing at its end.',
  UnexpectedEndOfNumber: 'This number is not complete.',
  InvalidUnicode: 'After \\u come exactly four hexadecimal digits.',
  InvalidEscapeCharacter: 'This escape is unknown in JSON. Write \\\\ for a backslash.',
  InvalidCharacter: 'A control character is not allowed in a string. Write \\t for a tab.',
};

/** Every syntax error of a text that `JSON.parse` refused. Comments and trailing commas come with a fix, because many tools allow them. */
export function syntaxFindings(text: string, value: Json | undefined): Finding[] {
  const positions = positionsIn(text);
  const errors = syntaxErrors(text);
  const kinds = errors.map((problem) => kindOf(problem, text));
  const harmless = kinds.every((kind) => kind !== 'syntax_error');
  const fix = harmless && value !== undefined ? { title: 'Rewrite as plain JSON', action: 'replace' as const, path: [], value } : undefined;
  return errors.map((problem, index) => {
    const code = kinds[index] ?? 'syntax_error';
    const at = code === 'trailing_comma' ? { offset: commaBefore(text, problem.offset), length: 1 } : problem;
    const range = positions.range(at.offset, Math.min(text.length, at.offset + at.length));
    return { ...error(code, [], messageOf(code, problem.name), { fix }), range };
  });
}

function syntaxErrors(text: string): SyntaxError[] {
  const errors: SyntaxError[] = [];
  const onError = (code: ParseErrorCode, offset: number, length: number) => {
    const last = errors.at(-1);
    if (last?.offset !== offset && errors.length < mostErrors) errors.push({ name: printParseErrorCode(code), offset, length });
  };
  visit(text, { onError }, { disallowComments: true });
  // Whatever jsonc-parser tolerates and JSON does not (a form feed between tokens, say) is still an error.
  return errors.length > 0 ? errors : [{ name: 'InvalidSymbol', offset: 0, length: 1 }];
}

function kindOf(problem: SyntaxError, text: string): 'comment' | 'trailing_comma' | 'syntax_error' {
  if (problem.name === 'InvalidCommentToken') return 'comment';
  const expectsMore = problem.name === 'PropertyNameExpected' || problem.name === 'ValueExpected';
  const closes = text[problem.offset] === '}' || text[problem.offset] === ']';
  return expectsMore && closes && commaBefore(text, problem.offset) !== -1 ? 'trailing_comma' : 'syntax_error';
}

/** Offset of the comma before a place, with nothing but white space between; -1 when there is none. */
function commaBefore(text: string, offset: number): number {
  let at = offset - 1;
  while (at >= 0 && isSpace(text.charCodeAt(at))) at--;
  return text[at] === ',' ? at : -1;
}

function messageOf(code: 'comment' | 'trailing_comma' | 'syntax_error', name: string): string {
  if (code === 'comment') return 'A workflow is plain JSON, without comments. Use the field "description".';
  if (code === 'trailing_comma') return 'This comma is one too many: nothing follows it. Remove it.';
  return reasons[name] ?? 'This is not JSON.';
}
