import type { Json, JsonObject } from '../../engine/workflow/json.ts';

/** What is known besides the document: data of the last run, and what the environment has. */
export type Known = {
  /** What the task at a path gave in the last run. */
  readonly output?: (path: string) => Json | undefined;
  readonly inputs?: JsonObject;
  readonly vars?: JsonObject;
  /** Names only; values never reach the window. */
  readonly secrets?: readonly string[];
};
