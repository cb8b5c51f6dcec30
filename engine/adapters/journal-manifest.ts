// `manifest.json`: the segments that must exist, and whose events in them are history. It is written before a segment is removed, so that
// one that is missing without a trace is noticed, and what is left of a finished run is never taken for a run that goes on.
import * as z from 'zod';
import { isMissing, readWholeFile, replaceFile } from './durable-files.ts';
import type { FileSystem } from './file-system.ts';
import { frameOf, readFrame } from './journal-frame.ts';
import { journalFormat } from './journal-header.ts';

const schema = z.object({
  format: z.literal(journalFormat),
  /** What each held when it was left; null for one that may still grow. */
  segments: z.array(
    z.object({ segment: z.number(), left: z.object({ segment: z.number(), bytes: z.number(), crc: z.string() }).nullable() }),
  ),
  /** Segments up to this one that are not listed are not needed any more, even if they are still there. */
  newest: z.number(),
  /** Runs with events in these segments that nobody needs any more. */
  released: z.array(z.string()),
});

export type JournalManifest = z.infer<typeof schema>;

/** `manifest` is null when there is none, or none that can be used: then `damage` says so. */
export type FoundManifest = { readonly manifest: JournalManifest | null; readonly damage: string | null };

export async function readManifest(files: FileSystem, path: string): Promise<FoundManifest> {
  try {
    const frame = readFrame(await readWholeFile(path, files), 0);
    const parsed = schema.safeParse(frame?.value);
    if (parsed.success) return { manifest: parsed.data, damage: null };
    return { manifest: null, damage: `${path} is damaged: it is made again from the journal` };
  } catch (error) {
    if (isMissing(error)) return { manifest: null, damage: null };
    return { manifest: null, damage: `${path} cannot be read (${(error as Error).message}): it is made again from the journal` };
  }
}

export function writeManifest(files: FileSystem, path: string, manifest: JournalManifest): Promise<void> {
  return replaceFile(path, frameOf(manifest), files);
}
