import { lstat, readdir, rmdir, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { Json } from '../../workflow/json.ts';
import { succeeded, type TaskContext, type TaskType } from '../execution.ts';
import { statIfThere } from '../files/atomic-file.ts';
import { resolveEntry } from '../files/entry-path.ts';
import { checkAborted, fileFailure } from '../files/file-failure.ts';
import { showPath } from '../files/shown-path.ts';
import { matchFiles } from '../files/source-files.ts';
import { type FileDeleteParameters, fileDeleteManifest } from './manifest.ts';

export const fileDelete: TaskType<FileDeleteParameters> = {
  manifest: fileDeleteManifest,
  execute: async (parameters, context) => {
    const deleted: Json[] = [];
    for (const path of await planDeletions(parameters, context)) {
      if (await deleteEntry(path, parameters, context)) deleted.push({ path: showPath(context.files, path) });
    }
    return succeeded(deleted);
  },
};

async function planDeletions({ path, pattern, includeHidden }: FileDeleteParameters, { files, signal }: TaskContext): Promise<string[]> {
  if (pattern === undefined) return [path ?? '.'];
  return (await matchFiles(files, pattern, includeHidden, signal)).map((entry) => entry.path);
}

/** False when nothing was there, and that is fine. */
async function deleteEntry(path: string, parameters: FileDeleteParameters, context: TaskContext): Promise<boolean> {
  checkAborted(context.signal);
  try {
    const entry = await resolveEntry(context.files, path);
    // What a pattern found may be gone meanwhile.
    if ((parameters.missingOk || parameters.pattern !== undefined) && (await statIfThere(entry)) === null) return false;
    if (!(await lstat(entry)).isDirectory()) await unlink(entry);
    else if (parameters.recursive) await deleteFolder(entry, context.signal);
    else await rmdir(entry);
    return true;
  } catch (error) {
    throw fileFailure(error, 'deleted', path);
  }
}

/** By hand rather than `rm`, which cannot be stopped. Links are removed, never followed. */
async function deleteFolder(folder: string, signal: AbortSignal): Promise<void> {
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    checkAborted(signal);
    const path = join(folder, entry.name);
    if (entry.isDirectory()) await deleteFolder(path, signal);
    else await unlink(path);
  }
  await rmdir(folder);
}
