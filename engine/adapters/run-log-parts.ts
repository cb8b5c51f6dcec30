// Where the log of a run stands: `<yyyy-mm>/<run>.jsonl`, and, once that is full, `<yyyy-mm>/<run>/<offset>.jsonl`, each named by the
// place of its first byte in the whole log. The first part and the newest ones are kept, so the beginning and the end can always be read.
import { basename, dirname, join } from 'node:path';
import { isMissing } from './durable-files.ts';
import type { FileSystem } from './file-system.ts';

export type LogPlace = { readonly files: FileSystem; readonly folder: string };
export type LogPart = { readonly path: string; readonly start: number; readonly sizeBytes: number };

const partName = /^(\d{12,})\.jsonl$/;

export function firstPartPath(folder: string, run: string): string {
  return join(folder, monthOf(run), `${run}.jsonl`);
}

export function laterPartPath(folder: string, run: string, start: number): string {
  return join(folder, monthOf(run), run, `${String(start).padStart(12, '0')}.jsonl`);
}

/** In order; there may be gaps between them. */
export async function findParts({ files, folder }: LogPlace, run: string): Promise<readonly LogPart[]> {
  const first = firstPartPath(folder, run);
  const later = dirname(laterPartPath(folder, run, 0));
  const starts = (await orEmpty(files.list(later))).map((name) => Number(partName.exec(name)?.[1] ?? Number.NaN)).filter(Number.isFinite);
  const places = [
    { path: first, start: 0 },
    ...starts.sort((a, b) => a - b).map((start) => ({ path: laterPartPath(folder, run, start), start })),
  ];
  const parts: LogPart[] = [];
  for (const place of places) {
    const found = await files.look(place.path).catch(nullWhenMissing);
    if (found) parts.push({ ...place, sizeBytes: found.sizeBytes });
  }
  return parts;
}

export async function removeParts(place: LogPlace, run: string): Promise<void> {
  const parts = await findParts(place, run);
  for (const { path } of parts) await place.files.remove(path).catch(nullWhenMissing);
  const month = dirname(firstPartPath(place.folder, run));
  if (parts.some(({ start }) => start > 0)) await place.files.removeDirectory(join(month, run)).catch(() => undefined);
}

/** Ids of the runs that have logs, in groups. */
export async function* runsWithLogs({ files, folder }: LogPlace): AsyncGenerator<readonly string[]> {
  for (const month of await orEmpty(files.list(folder))) {
    const names = await files.list(join(folder, month)).catch(() => []);
    yield [...new Set(names.map((name) => basename(name, '.jsonl')))];
  }
}

/** Ids of runs begin with the day they were created. */
function monthOf(run: string): string {
  const match = /^(\d{4})(\d{2})\d{2}-/.exec(run);
  return match ? `${match[1]}-${match[2]}` : 'other';
}

async function orEmpty(names: Promise<readonly string[]>): Promise<readonly string[]> {
  return (await names.catch(nullWhenMissing)) ?? [];
}

function nullWhenMissing(error: unknown): null {
  if (isMissing(error)) return null;
  throw error;
}
