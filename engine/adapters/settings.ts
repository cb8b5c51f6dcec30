// What people set for the engine as a whole: `settings.json`, readable and editable by hand.
import { join } from 'node:path';
import * as z from 'zod';
import { type Failure, userFailure } from '../workflow/failure.ts';
import { err, ok, type Result } from '../workflow/result.ts';
import { replaceFile } from './durable-files.ts';
import { openDocument } from './lowdb-file.ts';

const slots = z.number().int().min(1).max(10_000);

const limit = z.number().int().min(0).optional();
const keep = { keepRuns: limit, keepDays: limit, keepBytes: limit };

const schema = z.strictObject({
  /** Attempts that run at once. */
  slots: slots.optional(),
  /** Slots of pools by name. */
  pools: z.record(z.string().regex(/^[a-z][a-z0-9_-]{0,63}$/), slots).optional(),
  defaultPoolSlots: slots.optional(),
  /** How many finished runs of each workflow are kept, for how many days, and in how many bytes; without limits, all. */
  history: z.strictObject({ ...keep, workflows: z.record(z.string(), z.strictObject(keep)).optional() }).optional(),
  /** For how many days results of tasks with `cache` are kept. */
  cache: z.strictObject({ keepDays: limit }).optional(),
});

export type Settings = z.infer<typeof schema>;

/** A file that is not as it should be is left as it is, counts as empty, and is named in `damage`. */
export type FoundSettings = { readonly settings: Settings; readonly damage: string | null };

export async function readSettings(dataDir: string): Promise<FoundSettings> {
  const path = join(dataDir, 'settings.json');
  let damage: string | null = null;
  const document = await openDocument<unknown>(path, {}, (message) => {
    damage = `${message}. The defaults are used`;
    return {};
  });
  const parsed = parseSettings(document.data);
  if (parsed.ok) return { settings: parsed.value, damage };
  return { settings: {}, damage: `${path} is not as it should be ${parsed.failure.message}. The defaults are used` };
}

export async function writeSettings(dataDir: string, value: unknown): Promise<Result<null, Failure>> {
  const parsed = parseSettings(value);
  if (!parsed.ok) return err({ ...parsed.failure, message: `The settings are not as they should be ${parsed.failure.message}` });
  await replaceFile(join(dataDir, 'settings.json'), `${JSON.stringify(parsed.value, null, 2)}\n`);
  return ok(null);
}

/** The message of the failure goes on behind "not as it should be". */
export function parseSettings(value: unknown): Result<Settings, Failure> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return ok(parsed.data);
  const issue = parsed.error.issues[0];
  return err(userFailure('invalid_settings', `at \`${issue?.path.join('.') ?? ''}\`: ${issue?.message ?? ''}`));
}
