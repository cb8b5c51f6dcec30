// What people set for the engine as a whole: `settings.json`, readable and editable by hand.
import { join } from 'node:path';
import * as z from 'zod';
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
  const parsed = schema.safeParse(document.data);
  if (parsed.success) return { settings: parsed.data, damage };
  const issue = parsed.error.issues[0];
  return {
    settings: {},
    damage: `${path} is not as it should be at \`${issue?.path.join('.') ?? ''}\`: ${issue?.message ?? ''}. The defaults are used`,
  };
}
