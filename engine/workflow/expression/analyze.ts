// What a syntax tree refers to, and what can be seen to be wrong with its calls.
import { expressionFunctions, findFunction } from './library.ts';
import { asBindingForm, isListForm, isNamespaceCall, plainFormArity } from './special-forms.ts';
import { closest } from './suggest.ts';
import { childrenOf, type ExpressionError, type Node } from './syntax.ts';

type Range = { readonly start: number; readonly end: number };

/** A chain of members that starts at a free variable: `tasks.fetch.output["body"]`. */
export type Reference = {
  readonly path: readonly (string | number)[];
  /** Offsets of the whole chain in the source. */
  readonly start: number;
  readonly end: number;
  /** Where each part of the path is written; a key in brackets with its quotes. */
  readonly ranges: readonly Range[];
};

/** A reference that may still grow. Offsets are kept flat, because documents hold tens of thousands of them. */
class Chain implements Reference {
  readonly path: (string | number)[];
  readonly start: number;
  readonly #offsets: number[];

  constructor(name: string, { start, end }: Range) {
    this.path = [name];
    this.start = start;
    this.#offsets = [end];
  }

  /** `end` is the end of the whole chain with this part. */
  extend(key: string | number, start: number, keyEnd: number, end: number): this {
    this.path.push(key);
    this.#offsets.push(start, keyEnd, end);
    return this;
  }

  get end(): number {
    return this.#offsets.at(-1) ?? this.start;
  }

  get ranges(): readonly Range[] {
    const ranges = [{ start: this.start, end: this.#offsets[0] ?? this.start }];
    for (let at = 1; at < this.#offsets.length; at += 3) {
      ranges.push({ start: this.#offsets[at] as number, end: this.#offsets[at + 1] as number });
    }
    return ranges;
  }
}

export type Analysis = { readonly references: readonly Reference[]; readonly errors: readonly ExpressionError[] };

type Bound = ReadonlySet<string>;
const noErrors: readonly ExpressionError[] = [];
const nothingBound: Bound = new Set();

class Analyzer {
  readonly references: Reference[] = [];
  errors: readonly ExpressionError[] = noErrors;

  visit(node: Node, bound: Bound): void {
    const chain = this.#chain(node, bound);
    if (chain) this.references.push(chain);
  }

  /** The chain this node is, or null when it is something else, which has been visited then. */
  #chain(node: Node, bound: Bound): Chain | null {
    switch (node.op) {
      case 'id':
        return bound.has(node.args) ? null : new Chain(node.args, node);
      case '.':
      case '.?':
        return this.#chain(node.args[0], bound)?.extend(node.args[1], node.pos, node.end, node.end) ?? null;
      case '[]':
      case '[?]':
        return this.#index(node.args[0], node.args[1], node.end, bound);
      default:
        this.#visitInside(node, bound);
        return null;
    }
  }

  #index(object: Node, index: Node, end: number, bound: Bound): Chain | null {
    const chain = this.#chain(object, bound);
    const key = staticKey(index);
    if (key !== null) return chain?.extend(key, index.start, index.end, end) ?? null;
    if (chain) this.references.push(chain);
    this.visit(index, bound);
    return null;
  }

  #visitInside(node: Node, bound: Bound): void {
    if (node.op === 'value') this.#checkLiteral(node);
    const form = asBindingForm(node);
    if (form) {
      this.visit(form.source, bound);
      const inner = new Set(bound).add(form.variable);
      for (const body of form.bodies) this.visit(body, inner);
      return;
    }
    const error = callError(node);
    if (error) this.errors = [...this.errors, error];
    const children = node.op === 'rcall' && isNamespaceCall(node) ? node.args[2] : childrenOf(node);
    for (const child of children) this.visit(child, bound);
  }

  #checkLiteral(node: Node & { op: 'value' }): void {
    const value = node.args;
    if (typeof value !== 'object' && typeof value !== 'bigint') return;
    const range = { start: node.start, end: node.end };
    if (value instanceof Uint8Array) {
      const message = 'Bytes cannot be used here; write a text, or use base64().';
      this.errors = [...this.errors, { code: 'not_supported', message, ...range }];
    } else if (typeof value === 'bigint' && !Number.isSafeInteger(Number(value))) {
      const message = 'The number is beyond the whole numbers that JSON can hold exactly; write it as a text.';
      this.errors = [...this.errors, { code: 'not_supported', message, ...range }];
    }
  }
}

export function analyze(root: Node): Analysis {
  const analyzer = new Analyzer();
  analyzer.visit(root, nothingBound);
  return { references: analyzer.references, errors: analyzer.errors };
}

/** The key of an index that is written as a literal. */
export function staticKey(index: Node): string | number | null {
  if (index.op !== 'value') return null;
  const value = index.args;
  if (typeof value === 'bigint') return Number(value);
  return typeof value === 'string' || typeof value === 'number' ? value : null;
}

const replaced = new Map([
  ['matches', 'Use re(text, pattern), which cannot run for ever.'],
  ['timestamp', 'Instants are texts such as "2026-11-05T08:00:00Z": use addDuration, formatDate, dateParts or toEpoch.'],
  ['duration', 'Durations are texts such as "1h30m": use addDuration.'],
  ['bytes', 'There are no bytes: use base64 and fromBase64.'],
  ['uint', 'There is one kind of number: use toNumber or int.'],
]);

function callError(node: Node): ExpressionError | null {
  if ((node.op !== 'call' && node.op !== 'rcall') || isNamespaceCall(node)) return null;
  const name = node.args[0];
  const count = node.op === 'call' ? node.args[1].length : node.args[2].length + 1;
  const hint = replaced.get(name);
  const range = { start: node.start, end: node.end };
  if (hint) return { code: 'unknown_function', message: `The function \`${name}\` does not exist here. ${hint}`, ...range };
  const exact = plainFormArity(name);
  const [least, most] = exact === undefined ? (findFunction(name)?.arity ?? [0, -1]) : [exact, exact];
  if (most < 0) return isListForm(name) ? listFormError(name, range) : unknownFunction(name, range);
  if (count >= least && count <= most) return name === 'has' ? hasError(node) : null;
  const wanted = least === most ? `${least}` : `${least} to ${most}`;
  const message = `The function \`${name}\` takes ${wanted} argument${wanted === '1' ? '' : 's'}, not ${count}: ${signatureOf(name)}.`;
  return { code: 'wrong_arguments', message, ...range };
}

const memberOperators: ReadonlySet<string> = new Set(['.', '.?', '[]', '[?]']);

function hasError(node: Node & { op: 'call' | 'rcall' }): ExpressionError | null {
  const argument = node.op === 'call' ? node.args[1][0] : node.args[1];
  if (argument && memberOperators.has(argument.op)) return null;
  const message = 'The function `has` needs a field, as in has(item.name).';
  return { code: 'wrong_arguments', message, start: node.start, end: node.end };
}

function listFormError(name: string, range: Range): ExpressionError {
  return { code: 'wrong_arguments', message: `\`${name}\` is written ${signatureOf(name)}.`, start: range.start, end: range.end };
}

function signatureOf(name: string): string {
  return expressionFunctions.find((entry) => entry.name === name)?.signature ?? `${name}(…)`;
}

function unknownFunction(name: string, range: Range): ExpressionError {
  const suggestion = closest(
    name,
    expressionFunctions.map((entry) => entry.name),
  );
  const message = `The function \`${name}\` does not exist.${suggestion ? ` Did you mean \`${suggestion}\`?` : ''}`;
  return { code: 'unknown_function', message, start: range.start, end: range.end, ...(suggestion ? { suggestion } : {}) };
}
