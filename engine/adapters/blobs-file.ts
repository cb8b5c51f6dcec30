// Large values by the hash of their content: `blobs/ab/<sha256>`. Equal values are kept once.
import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Blobs } from '../ports.ts';
import { isMissing, makePrivateDirectory, replaceFile } from './durable-files.ts';

const sha256 = /^[0-9a-f]{64}$/;

export function createFileBlobs(folder: string): Blobs {
  const pathOf = (hash: string) => join(folder, hash.slice(0, 2), hash);
  return {
    put: async (bytes, mediaType) => {
      const hash = createHash('sha256').update(bytes).digest('hex');
      const path = pathOf(hash);
      if (!(await hasSize(path, bytes.byteLength))) {
        await makePrivateDirectory(dirname(path));
        await replaceFile(path, bytes);
      }
      return { hash, sizeBytes: bytes.byteLength, mediaType };
    },
    get: async (hash) => {
      if (!sha256.test(hash)) return null;
      return readFile(pathOf(hash)).catch((error: unknown) => {
        if (isMissing(error)) return null;
        throw error;
      });
    },
  };
}

async function hasSize(path: string, sizeBytes: number): Promise<boolean> {
  return stat(path).then(
    (found) => found.size === sizeBytes,
    () => false,
  );
}
