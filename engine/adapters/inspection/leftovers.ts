// Temporary files whose process died before it could put them in their place.
import { join } from 'node:path';
import type { FileSystem } from '../file-system.ts';
import { namesIn } from './folder.ts';

/** `.<name>.<process>-<random>.tmp`, as Millrace's own files are written; older ones and those of tasks name no process. */
const temporary = /^\.(?:.+\.(?:(\d+)-)?[0-9a-f]{16}|millrace-[0-9a-f]{16})\.tmp$/;

/** What names no process, or one whose number is in use, is left over after this time. */
const surelyLeftMs = 3_600_000;

export type LeftoverPlace = { readonly dataDir: string; readonly files: FileSystem; readonly now: number };

/** Paths. Folders of tasks are looked through as well: they write there in the same way. */
export async function* findLeftovers({ dataDir, files, now }: LeftoverPlace): AsyncGenerator<string> {
  for await (const { path, name } of temporaryFiles(files, dataDir, depth)) {
    const found = await files.look(path).catch(() => null);
    if (!found) continue;
    const pid = Number(temporary.exec(name)?.[1] ?? Number.NaN);
    const isOld = now - found.modifiedAt > surelyLeftMs;
    if (isOld || (Number.isSafeInteger(pid) && pid !== process.pid && !isAlive(pid))) yield path;
  }
}

/** Gives how many there were. */
export async function removeLeftovers(place: LeftoverPlace): Promise<number> {
  let removed = 0;
  for await (const path of findLeftovers(place)) {
    const isGone = await place.files.remove(path).then(
      () => true,
      () => false,
    );
    if (isGone) removed += 1;
  }
  return removed;
}

/** Nobody needs to look: there may be very many of them. */
const isSurelyFile = /^[0-9a-f]{64}$|\./;

/** Deep enough for everything that Millrace makes itself. */
const depth = 6;

async function* temporaryFiles(
  files: FileSystem,
  folder: string,
  levels: number,
): AsyncGenerator<{ readonly path: string; readonly name: string }> {
  for (const name of await namesIn(files, folder).catch(() => [])) {
    const path = join(folder, name);
    if (temporary.test(name)) yield { path, name };
    else if (levels > 0 && !isSurelyFile.test(name) && (await files.look(path).catch(() => null))?.isDirectory) {
      yield* temporaryFiles(files, path, levels - 1);
    }
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
