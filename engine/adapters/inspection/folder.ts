// Looking at folders that may not be there.
import { join } from 'node:path';
import { isMissing } from '../durable-files.ts';
import type { FileSystem } from '../file-system.ts';

/** Where something is looked at; nothing is changed there. */
export type InspectedPlace = { readonly dataDir: string; readonly files: FileSystem };

/** Sorted; empty where there is no such folder. */
export async function namesIn(files: FileSystem, folder: string): Promise<readonly string[]> {
  try {
    return [...(await files.list(folder))].sort();
  } catch (error) {
    if (isMissing(error) || (error as NodeJS.ErrnoException).code === 'ENOTDIR') return [];
    throw error;
  }
}

export type FoundFile = { readonly path: string; readonly sizeBytes: number; readonly modifiedAt: number };

/** All files below a folder; what goes away meanwhile is left out. */
export async function* filesBelow(files: FileSystem, folder: string): AsyncGenerator<FoundFile> {
  for (const name of await namesIn(files, folder)) {
    const path = join(folder, name);
    const found = await files.look(path).catch(() => null);
    if (found?.isDirectory) yield* filesBelow(files, path);
    else if (found) yield { path, sizeBytes: found.sizeBytes, modifiedAt: found.modifiedAt };
  }
}
