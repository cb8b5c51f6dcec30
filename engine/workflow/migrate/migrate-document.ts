import { type Failure, userFailure } from '../failure.ts';
import { isJsonObject, type JsonObject } from '../json.ts';
import { err, ok, type Result } from '../result.ts';
import { currentFormat, type MigrationStep, migrationSteps } from './steps.ts';

export type Migrated = {
  readonly document: unknown;
  /** Names of the steps that were taken; empty for a document of the current format. */
  readonly applied: readonly string[];
};

type Formats = { readonly current: number; readonly steps: readonly MigrationStep[] };

/**
 * A document of any older format as one of the current format. What has no format at all passes unchanged: the schema says what is
 * wrong with it. Fails with `newer_format` (may be shown, not changed or run), `unknown_format` or `migration_failed`.
 */
export function migrateDocument(
  value: unknown,
  formats: Formats = { current: currentFormat, steps: migrationSteps },
): Result<Migrated, Failure> {
  if (!isJsonObject(value) || value.format === undefined) return ok({ document: value, applied: [] });
  const { format } = value;
  if (typeof format !== 'number' || !Number.isInteger(format) || format < 1) return err(unknownFormat(format, formats));
  if (format > formats.current) return err(newerFormat(format, formats));
  return applySteps(value, format, formats);
}

function applySteps(value: JsonObject, from: number, { current, steps }: Formats): Result<Migrated, Failure> {
  const applied: string[] = [];
  let document = value;
  for (let format = from; format < current; ) {
    const step = steps.find((each) => each.from === format);
    if (!step) return err(userFailure('migration_failed', `There is no way from format ${format} to format ${current}.`));
    document = { ...step.migrate(document), format: step.to };
    applied.push(step.name);
    format = step.to;
  }
  return ok({ document, applied });
}

function newerFormat(format: number, { current }: Formats): Failure {
  const message = `The workflow was written by a newer Millrace (format ${format}; this one knows ${current}). It opens read-only: update Millrace to change or run it.`;
  return userFailure('newer_format', message);
}

function unknownFormat(format: unknown, { current }: Formats): Failure {
  return userFailure('unknown_format', `The field \`format\` must be the number ${current}, but is ${JSON.stringify(format)}.`);
}
