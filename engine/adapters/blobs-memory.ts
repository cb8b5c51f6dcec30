import { createHash } from 'node:crypto';
import type { Blobs } from '../ports.ts';

export function createMemoryBlobs(): Blobs {
  const bytesByHash = new Map<string, Uint8Array>();
  return {
    put: async (bytes, mediaType) => {
      const hash = createHash('sha256').update(bytes).digest('hex');
      bytesByHash.set(hash, Uint8Array.from(bytes));
      return { hash, sizeBytes: bytes.byteLength, mediaType };
    },
    get: async (hash) => bytesByHash.get(hash) ?? null,
  };
}
