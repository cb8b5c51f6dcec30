import type { Workflow } from '../../../engine/workflow/schema.ts';
import type { Known } from '../../expression-help/known.ts';

/** What is known besides the text that help is asked for. */
export type Surroundings = {
  /** What the text says, or the last that it said. */
  readonly workflow: Workflow;
  readonly known?: Known;
  /** Names of the secrets there are. */
  readonly secrets?: readonly string[];
  readonly workflows?: readonly { readonly id: string; readonly name?: string | undefined }[];
};
