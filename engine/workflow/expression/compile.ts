// From source to something that runs. Sources repeat a lot (a task per item, a check per keystroke), so each step is done once.
import { err, ok, type Result } from '../result.ts';
import { type Analysis, analyze, type Reference } from './analyze.ts';
import { RecentCache } from './cache.ts';
import { Budget } from './limits.ts';
import { buildProgram, type Program, type Variables } from './program.ts';
import { type ExpressionError, type Node, parseSyntax } from './syntax.ts';
import { parseTemplate } from './template.ts';
import type { Value } from './value.ts';

export type { Reference } from './analyze.ts';
export type { ExpressionError } from './syntax.ts';

/** A source that parses. It may still call functions that do not exist: `compileExpression` refuses those. */
export class ParsedExpression {
  readonly source: string;
  readonly node: Node;
  #analysis: Analysis | undefined;
  #program: Program | undefined;

  constructor(source: string, node: Node) {
    this.source = source;
    this.node = node;
  }

  get references(): readonly Reference[] {
    return this.#analyzed().references;
  }

  get errors(): readonly ExpressionError[] {
    return this.#analyzed().errors;
  }

  /** Nothing but a chain of members: the value is handed on as it is in the scope. */
  get isReference(): boolean {
    return isReference(this.node);
  }

  /** Throws an ExpressionFault when it cannot give a value; `evaluate.ts` has the functions that give a Result. */
  run(scope: Variables, budget: Budget = new Budget()): Value {
    this.#program ??= buildProgram(this.node, this.source);
    return this.#program(scope, budget);
  }

  #analyzed(): Analysis {
    this.#analysis ??= analyze(this.node);
    return this.#analysis;
  }
}

function isReference(node: Node): boolean {
  if (node.op === 'id') return true;
  return (node.op === '.' || node.op === '[]') && isReference(node.args[0]);
}

export type Expression = Pick<ParsedExpression, 'source' | 'references' | 'isReference' | 'run'>;

// In characters of source; a syntax tree takes about 100 bytes for each.
const cachedExpressions = 2_000_000;
const cachedTemplates = 2_000_000;

const expressions = new RecentCache<Result<ParsedExpression, ExpressionError>>(cachedExpressions);

/** For analyses that must see every expression that parses, such as renaming. */
export function parseExpression(source: string): Result<ParsedExpression, ExpressionError> {
  return expressions.get(source, readExpression);
}

function readExpression(source: string): Result<ParsedExpression, ExpressionError> {
  const node = parseSyntax(source);
  return node.ok ? ok(new ParsedExpression(source, node.value)) : node;
}

/** Offsets of the error are in `source`. */
export function compileExpression(source: string): Result<Expression, ExpressionError> {
  const parsed = parseExpression(source);
  if (!parsed.ok) return parsed;
  const [error] = parsed.value.errors;
  return error ? err(error) : parsed;
}

/** A part of a text: the text itself, or the source of an expression and where it starts. */
type TextPart = string | { readonly source: string; readonly start: number };

/** A text with its expressions found. */
export type TemplateText = { readonly parts: readonly TextPart[]; readonly whole: boolean };

const templates = new RecentCache<Result<TemplateText, ExpressionError>>(cachedTemplates);

export function compileTemplate(text: string): Result<TemplateText, ExpressionError> {
  return templates.get(text, readTemplate);
}

function readTemplate(text: string): Result<TemplateText, ExpressionError> {
  const template = parseTemplate(text);
  if (!template.ok) return template;
  const { parts, whole } = template.value;
  const expressionsOnly = whole ? parts.filter((part) => part.kind === 'expression') : parts;
  return ok({
    whole,
    parts: expressionsOnly.map((part) => (part.kind === 'text' ? part.text : { source: part.source, start: part.start })),
  });
}
