// Keeps what was found damaged: copies under `quarantine/`, before anything is changed.
import { join } from 'node:path';
import { makePrivateDirectory, writeNewFile } from './durable-files.ts';
import type { FileSystem } from './file-system.ts';

/** Gives the copy's path once it is on disk; null when there is no room for it, and then the original must stay as it is. */
export async function keepAside(files: FileSystem, folder: string, name: string, bytes: Uint8Array): Promise<string | null> {
  const quarantine = join(folder, 'quarantine');
  try {
    await makePrivateDirectory(quarantine, files);
    const taken = new Set(await files.list(quarantine));
    let free = name;
    for (let copy = 2; taken.has(free); copy += 1) free = `${name}.${copy}`;
    await writeNewFile(join(quarantine, free), bytes, files);
    await files.syncDirectory(quarantine);
    return join(quarantine, free);
  } catch {
    return null;
  }
}
