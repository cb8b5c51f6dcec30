/** A place in the source text. Lines and columns count from 1, as editors show them; offsets count UTF-16 units from 0. */
export type TextRange = {
  readonly start: { readonly line: number; readonly column: number; readonly offset: number };
  readonly end: { readonly line: number; readonly column: number; readonly offset: number };
};

/** Property names and indexes from the document's root: `['tasks', 'fetch', 'needs', 0]`. */
export type JsonPath = readonly (string | number)[];

/** A remedy that can be applied by one click: replace, remove or insert the value at `path`. */
export type ProblemFix =
  | { readonly title: string; readonly action: 'replace'; readonly path: JsonPath; readonly value: unknown }
  | { readonly title: string; readonly action: 'rename'; readonly path: JsonPath; readonly name: string }
  | { readonly title: string; readonly action: 'remove'; readonly path: JsonPath };

export type ProblemSeverity = 'error' | 'warning';

/** Something wrong or surprising in a workflow. Errors keep it from running; warnings do not. */
export type Problem = {
  /** Stable snake_case word, documented in `problem-codes.ts`. */
  readonly code: string;
  readonly severity: ProblemSeverity;
  readonly path: JsonPath;
  /** Present when the workflow came from text. */
  readonly range?: TextRange;
  /** Names the thing and says what to do. */
  readonly message: string;
  readonly fix?: ProblemFix;
};
