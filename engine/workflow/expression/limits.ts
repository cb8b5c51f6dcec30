// Bounds of one expression and of one evaluation. Everything a document can make the engine do is counted against them.
import { ExpressionFault } from './fault.ts';

export const expressionLimits = {
  /** Characters of the source of one expression. */
  sourceLength: 16_384,
  /** Nodes of the syntax tree. */
  nodes: 4_000,
  /** Nesting of the syntax tree. */
  depth: 400,
  /** Steps of one evaluation; about a node of the syntax tree, or 16 characters of text, each. Enough to map 100,000 items. */
  cost: 10_000_000,
  /** Characters of a text made on the way. */
  textLength: 16 * 1024 * 1024,
  /** Size of a result, in characters of its JSON text; 16 times as much for a value that is handed on as it is. */
  resultSize: 16 * 1024 * 1024,
  /** Nesting of a result. */
  resultDepth: 200,
  /** Entries of `range(n)`. */
  rangeLength: 1_000_000,
  /** Characters of a regular expression. */
  patternLength: 1_000,
} as const;

/** How many characters of text may be read or written in one step. */
export const charactersPerStep = 16;

/** Counts the size of values that are handed out. */
export type ResultCounter = { readonly spendResult: (size: number) => void };

/** What one evaluation may still use. Passed through everything that takes time or memory in proportion to data. */
export class Budget {
  #steps: number;
  #size: number;

  constructor(steps: number = expressionLimits.cost, size: number = expressionLimits.resultSize) {
    this.#steps = steps;
    this.#size = size;
  }

  /** Counts work: a step is about one node of the syntax tree, or one entry of a list. */
  spend(steps: number): void {
    this.#steps -= steps;
    if (this.#steps < 0) throw new ExpressionFault('too_costly', 'it takes too many steps; work through fewer items, or use a script task');
  }

  /** Counts the making or reading of a text of this length. */
  spendText(length: number): void {
    if (length > expressionLimits.textLength) {
      throw new ExpressionFault('too_costly', `it makes a text longer than ${expressionLimits.textLength} characters`);
    }
    this.spend(1 + length / charactersPerStep);
  }

  /** A budget for looking at a value without handing it out. */
  probe(): Budget {
    return new Budget(this.#steps);
  }

  /** A counter for values that are only handed on from the scope: they take no memory here, but their copies elsewhere will. */
  passing(): ResultCounter {
    return { spendResult: (size) => this.spendResult(size / 16) };
  }

  /** Counts what is handed out, in characters of its JSON text. */
  spendResult(size: number): void {
    this.#size -= size;
    if (this.#size < 0)
      throw new ExpressionFault('too_costly', `its result is larger than ${expressionLimits.resultSize} characters of JSON`);
  }
}
