import type { Workflow } from '../schema.ts';

/** What an importer made of a foreign document. `edges` counts needs; `warnings` say what was left out or guessed. */
export type Imported = { readonly workflow: Workflow; readonly report: ImportReport };

export type ImportReport = {
  readonly tasks: number;
  readonly edges: number;
  readonly warnings: readonly string[];
};
