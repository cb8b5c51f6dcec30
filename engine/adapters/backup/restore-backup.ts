// Puts a backup in the place of a data directory: first everything is compared with its checksum, then it is copied beside, then renamed.
import { randomBytes } from 'node:crypto';
import { rename, rm, rmdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type Failure, userFailure } from '../../workflow/failure.ts';
import { err, ok, type Result } from '../../workflow/result.ts';
import { lockFolder } from '../data-directory-sockets.ts';
import { isMissing, makePrivateDirectory } from '../durable-files.ts';
import type { FileSystem } from '../file-system.ts';
import { namesIn } from '../inspection/folder.ts';
import { type BackupList, readBackupList } from './backup-list.ts';
import { checksumOf, copyFile } from './copy-file.ts';

export type RestoreOrder = {
  readonly backup: string;
  /** Nobody uses it meanwhile. */
  readonly dataDir: string;
  readonly files: FileSystem;
  readonly now: number;
  /** Moves what is there aside. */
  readonly isForced: boolean;
};

/** `movedTo`: where the directory is now that was there before; null: there was none, or nothing in it. */
export type Restored = { readonly list: BackupList; readonly movedTo: string | null };

/** Fails with `no_backup`, `backup_damaged`, or `data_directory_not_empty`; then nothing is changed. */
export async function restoreBackup(order: RestoreOrder): Promise<Result<Restored, Failure>> {
  const { backup, dataDir, files, now, isForced } = order;
  const list = await readBackupList(files, backup);
  if (!list.ok) return list;
  const isEmpty = await hasNothing(files, dataDir);
  if (!isEmpty && !isForced) {
    const advice = 'Name another one with --data-dir, or move this one aside with --force';
    return err(userFailure('data_directory_not_empty', `${dataDir} is not empty. ${advice}`));
  }
  const damaged = await findDamage(files, backup, list.value);
  if (damaged !== null) return err(userFailure('backup_damaged', `${damaged}. Nothing was restored`));
  const staging = `${dataDir}.restoring-${randomBytes(4).toString('hex')}`;
  await copyAll(order, list.value, staging);
  const movedTo = isEmpty ? null : `${dataDir}.before-${new Date(now).toISOString().replace(/[:.]/g, '-')}`;
  if (movedTo === null) await removeEmpty(dataDir);
  else await rename(dataDir, movedTo);
  await rename(staging, dataDir);
  await files.syncDirectory(dirname(dataDir));
  return ok({ list: list.value, movedTo });
}

/** Whoever only looked has left a lock that nobody holds. */
async function hasNothing(files: FileSystem, dataDir: string): Promise<boolean> {
  return (await namesIn(files, dataDir)).every((name) => name === lockFolder);
}

async function removeEmpty(dataDir: string): Promise<void> {
  await rm(join(dataDir, lockFolder), { recursive: true, force: true });
  await rmdir(dataDir).catch(ignoreMissing);
}

/** One sentence; null when everything is as it was written. */
async function findDamage(files: FileSystem, backup: string, list: BackupList): Promise<string | null> {
  for (const { path, bytes, sha256 } of list.files) {
    const found = await checksumOf(files, join(backup, path)).catch((error: unknown) => error as Error);
    if (found instanceof Error) return `${path} in the backup cannot be read: ${found.message}`;
    if (found.bytes !== bytes || found.sha256 !== sha256) return `${path} in the backup is not what was written`;
  }
  return null;
}

async function copyAll({ backup, files }: RestoreOrder, list: BackupList, staging: string): Promise<void> {
  await makePrivateDirectory(staging, files);
  const folders = new Set([staging]);
  for (const { path } of list.files) {
    const to = join(staging, path);
    await copyFile(files, { from: join(backup, path), to, isDurable: true });
    folders.add(dirname(to));
  }
  for (const folder of folders) await files.syncDirectory(folder);
}

function ignoreMissing(error: unknown): void {
  if (!isMissing(error)) throw error;
}
