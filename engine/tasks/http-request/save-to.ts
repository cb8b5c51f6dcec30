import { createHash } from 'node:crypto';
import type { TaskContext } from '../execution.ts';
import { writeAtomically } from '../files/atomic-file.ts';
import { showPath } from '../files/shown-path.ts';

export type SavedFile = { readonly path: string; readonly sizeBytes: number; readonly sha256: string };

/**
 * Streams into a temporary file beside the target, which replaces it when it is complete: nobody ever sees half of it, and a failure
 * leaves what was there before. Throws what the chunks throw, or the failure of the file.
 */
export async function saveStream(chunks: AsyncIterable<Uint8Array>, path: string, { files, signal }: TaskContext): Promise<SavedFile> {
  const hash = createHash('sha256');
  let sizeBytes = 0;
  await writeAtomically({ files, path, ifExists: 'replace', signal }, async (handle) => {
    for await (const chunk of chunks) {
      hash.update(chunk);
      sizeBytes += chunk.byteLength;
      await handle.writeFile(chunk);
    }
  });
  return { path: showPath(files, await files.resolve(path, 'write')), sizeBytes, sha256: hash.digest('hex') };
}
