// Source text to syntax tree. The one place that knows the parser's package; what it rejects comes back in plain words.
import { type ASTNode, Environment, ParseError } from '@marcbachmann/cel-js';
import { err, ok, type Result } from '../result.ts';
import { expressionLimits } from './limits.ts';

export type Node = ASTNode;

/** Why an expression cannot be used. `start` and `end` are offsets in its source. */
export type ExpressionError = {
  readonly code: string;
  /** A whole sentence. */
  readonly message: string;
  readonly start: number;
  readonly end: number;
  readonly suggestion?: string;
};

// The environment is used for its parser only: its evaluator counts no cost, resolves variables through prototypes, and depends on the
// time zone of the machine. Optional types make it accept `.?` and `[?]`.
const parser = new Environment({
  unlistedVariablesAreDyn: true,
  enableOptionalTypes: true,
  homogeneousAggregateLiterals: false,
  limits: {
    maxAstNodes: expressionLimits.nodes,
    maxDepth: 100,
    maxListElements: expressionLimits.nodes,
    maxMapEntries: expressionLimits.nodes,
    maxCallArguments: 32,
  },
});

export function parseSyntax(source: string): Result<Node, ExpressionError> {
  if (source.length > expressionLimits.sourceLength) {
    return refuse('expression_too_large', `The expression is longer than ${expressionLimits.sourceLength} characters.`, source);
  }
  if (source.trim() === '') return refuse('expression_empty', 'The expression is empty.', source);
  try {
    const node = parser.parse(source).ast;
    // Every level takes at least one character.
    return source.length > expressionLimits.depth && isTooDeep(node) ? tooDeep(source) : ok(node);
  } catch (thrown) {
    if (thrown instanceof ParseError) return err(translate(thrown, source));
    // The parser recurses without a bound over a row of `!` or `-`.
    if (thrown instanceof RangeError) return tooDeep(source);
    throw thrown;
  }
}

function refuse(code: string, message: string, source: string): Result<Node, ExpressionError> {
  return err({ code, message, start: 0, end: source.length });
}

function tooDeep(source: string): Result<Node, ExpressionError> {
  return refuse('expression_too_large', `The expression is nested more than ${expressionLimits.depth} levels deep.`, source);
}

function isTooDeep(root: Node): boolean {
  let level: Node[] = [root];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > expressionLimits.depth) return true;
    level = level.flatMap(childrenOf);
  }
  return false;
}

export function childrenOf(node: Node): readonly Node[] {
  switch (node.op) {
    case 'value':
    case 'id':
      return [];
    case '.':
    case '.?':
      return [node.args[0]];
    case '!_':
    case '-_':
      return [node.args];
    case 'call':
      return node.args[1];
    case 'rcall':
      return [node.args[1], ...node.args[2]];
    case 'map':
      return node.args.flat();
    default:
      return node.args;
  }
}

const tokens = new Map([
  ['EOF', 'the end of the expression'],
  ['NUMBER', 'a number'],
  ['STRING', 'a text'],
  ['BYTES', 'bytes'],
  ['BOOLEAN', 'true or false'],
  ['NULL', 'null'],
  ['IDENTIFIER', 'a name'],
  ['PLUS', '`+`'],
  ['MINUS', '`-`'],
  ['MULTIPLY', '`*`'],
  ['DIVIDE', '`/`'],
  ['MODULO', '`%`'],
  ['EQ', '`==`'],
  ['NE', '`!=`'],
  ['LT', '`<`'],
  ['LE', '`<=`'],
  ['GT', '`>`'],
  ['GE', '`>=`'],
  ['AND', '`&&`'],
  ['OR', '`||`'],
  ['NOT', '`!`'],
  ['IN', '`in`'],
  ['LPAREN', '`(`'],
  ['RPAREN', '`)`'],
  ['LBRACKET', '`[`'],
  ['RBRACKET', '`]`'],
  ['LBRACE', '`{`'],
  ['RBRACE', '`}`'],
  ['DOT', '`.`'],
  ['COMMA', '`,`'],
  ['COLON', '`:`'],
  ['QUESTION', '`?`'],
]);

const hints = new Map([
  ['=', 'Use `==` to compare.'],
  ['&', 'Use `&&` for "and".'],
  ['|', 'Use `||` for "or".'],
  ['`', 'Texts are written in single or double quotes.'],
]);

function translate(error: ParseError, source: string): ExpressionError {
  const start = Math.min(error.range?.start ?? 0, source.length);
  const end = Math.min(Math.max(error.range?.end ?? source.length, start), source.length);
  return { code: 'syntax', message: sentence(error, source.slice(start, end)), start, end };
}

function sentence(error: ParseError, found: string): string {
  const words = error.summary.replace(/\b[A-Z]{2,}\b/g, (token) => tokens.get(token) ?? token);
  switch (error.code) {
    case 'expected_token':
      return `${words.replace(', got ', ' but found ')}.`;
    case 'unexpected_token':
      return `Something is missing before ${words.replace('Unexpected token: ', '')}.`;
    case 'unexpected_character':
      return `Did not expect \`${found}\` here. ${hints.get(found) ?? ''}`.trimEnd();
    case 'unterminated_string':
    case 'unterminated_triple_quoted_string':
      return 'The text that starts here is not closed.';
    case 'reserved_identifier':
      return `\`${found}\` is a reserved word and cannot name a variable.`;
    case 'invalid_macro_argument':
      return 'The first argument must be the name of a variable, as in xs.map(x, x + 1).';
    case 'limit_exceeded':
      return `The expression is too large: ${error.summary.replace(/^Exceeded /, '')}.`;
    default:
      return `${words}.`;
  }
}
