import type { JsonObject } from '../json.ts';

/** One step from a version of the format to the next. Pure; the document it gets fits the version `from`. */
export type MigrationStep = {
  readonly from: number;
  readonly to: number;
  /** Says what changed, in kebab-case: `rename-depends-to-needs`. Its fixtures carry the name. */
  readonly name: string;
  readonly migrate: (document: JsonObject) => JsonObject;
};

/** The version this program reads and writes. */
export const currentFormat = 1;

/** In order, without gaps, from 1 to the current format. Version 1 is the first, so there are none yet. */
export const migrationSteps: readonly MigrationStep[] = [];
