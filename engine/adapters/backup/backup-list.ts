// `backup.json` in a backup: what is in it, with checksums. It is written last: without it, the backup is not whole.
import { join } from 'node:path';
import * as z from 'zod';
import { type Failure, userFailure } from '../../workflow/failure.ts';
import { err, ok, type Result } from '../../workflow/result.ts';
import { isMissing, readWholeFile, writeNewFile } from '../durable-files.ts';
import type { FileSystem } from '../file-system.ts';

const schema = z.object({
  format: z.literal(1),
  /** Milliseconds since the epoch: every run that was acknowledged before is in it. */
  startedAt: z.number(),
  version: z.string(),
  hasSecrets: z.boolean(),
  /** Below the backup, with `/`; never one above it. */
  files: z.array(
    z.object({
      path: z
        .string()
        .refine((path) => path.split('/').every((step) => step !== '' && step !== '..' && step !== '.' && !step.includes('\\'))),
      bytes: z.number().int().min(0),
      sha256: z.string().regex(/^[0-9a-f]{64}$/),
    }),
  ),
});

export type BackupList = z.infer<typeof schema>;

const listName = 'backup.json';

export async function writeBackupList(files: FileSystem, backup: string, list: BackupList): Promise<void> {
  await writeNewFile(join(backup, listName), `${JSON.stringify(list, null, 1)}\n`, files);
  await files.syncDirectory(backup);
}

/** Fails with `no_backup`. */
export async function readBackupList(files: FileSystem, backup: string): Promise<Result<BackupList, Failure>> {
  try {
    const parsed = schema.safeParse(JSON.parse((await readWholeFile(join(backup, listName), files)).toString()));
    if (parsed.success) return ok(parsed.data);
    return err(
      userFailure('no_backup', `${join(backup, listName)} is not what a backup of this version has: it is damaged, or of a newer Millrace`),
    );
  } catch (error) {
    const why = isMissing(error)
      ? `has no ${listName}: it is no backup, or one that did not get to its end`
      : `cannot be read: ${(error as Error).message}`;
    return err(userFailure('no_backup', `${backup} ${why}`));
  }
}
