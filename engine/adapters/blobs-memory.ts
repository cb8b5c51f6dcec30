import { type BlobStore, BlobUses } from './blobs.ts';
import { hashOf } from './blobs-file.ts';

export function createMemoryBlobs(now: () => number): BlobStore {
  const bytesByHash = new Map<string, Uint8Array>();
  const uses = new BlobUses(now);
  return {
    put: async (bytes, mediaType) => {
      const hash = hashOf(bytes);
      uses.mark(hash);
      bytesByHash.set(hash, Uint8Array.from(bytes));
      return { hash, sizeBytes: bytes.byteLength, mediaType };
    },
    get: async (hash) => {
      uses.mark(hash);
      return bytesByHash.get(hash) ?? null;
    },
    list: async function* () {
      yield [...bytesByHash.keys()];
    },
    usedAt: (hash) => uses.at(hash),
    forgetUses: (before) => uses.forget(before),
    remove: async (hash, unusedSince) => {
      if ((uses.at(hash) ?? Number.NEGATIVE_INFINITY) >= unusedSince) return null;
      const sizeBytes = bytesByHash.get(hash)?.byteLength ?? null;
      bytesByHash.delete(hash);
      return sizeBytes;
    },
  };
}
