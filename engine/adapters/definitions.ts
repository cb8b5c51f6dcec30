import type { Json } from '../workflow/json.ts';

export type DefinitionText = {
  readonly id: string;
  readonly text: string;
  /** Milliseconds since the epoch. */
  readonly modifiedAt: number;
};

/** Workflows as people edit them, by id, and every version that ever ran, by content hash. */
export type Definitions = {
  readonly list: () => Promise<readonly DefinitionText[]>;
  readonly get: (id: string) => Promise<DefinitionText | null>;
  readonly save: (id: string, text: string) => Promise<void>;
  /** Moves it aside and gives the new place; null when there is none. */
  readonly delete: (id: string) => Promise<string | null>;
  /** Resolves when the version is on disk. */
  readonly keepVersion: (hash: string, workflow: Json) => Promise<void>;
  readonly version: (hash: string) => Promise<Json | null>;
};
