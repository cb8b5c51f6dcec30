// Large values by the hash of their content: `blobs/ab/<sha256>`. Equal values are kept once.
import { createHash } from 'node:crypto';
import { basename, dirname, join } from 'node:path';
import { type BlobStore, BlobUses } from './blobs.ts';
import { isMissing, makePrivateDirectory, readWholeFile, replaceFile } from './durable-files.ts';
import { type FileSystem, nodeFiles } from './file-system.ts';

const sha256 = /^[0-9a-f]{64}$/;
const groupName = /^[0-9a-f]{2}$/;

export type FileBlobsOptions = { readonly folder: string; readonly now: () => number; readonly files?: FileSystem };

export function createFileBlobs(options: FileBlobsOptions): BlobStore {
  const blobs = new FileBlobs(options);
  return {
    put: async (bytes, mediaType) => {
      const hash = hashOf(bytes);
      await blobs.keep(hash, bytes);
      return { hash, sizeBytes: bytes.byteLength, mediaType };
    },
    get: async (hash) => (sha256.test(hash) ? await blobs.get(hash) : null),
    list: () => listBlobs(options),
    usedAt: (hash) => blobs.uses.at(hash),
    forgetUses: (before) => blobs.uses.forget(before),
    remove: (hash, unusedSince) => blobs.remove(hash, unusedSince),
  };
}

/** Of a folder that nobody may be writing to. */
export async function* listBlobs({
  folder,
  files = nodeFiles,
}: Pick<FileBlobsOptions, 'folder' | 'files'>): AsyncGenerator<readonly string[]> {
  for (const group of (await namesIn(files, folder)).filter((name) => groupName.test(name))) {
    const names = await namesIn(files, join(folder, group));
    yield names.filter((name) => sha256.test(name) && name.startsWith(group));
  }
}

export function blobPath(folder: string, hash: string): string {
  return join(folder, hash.slice(0, 2), hash);
}

export function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

class FileBlobs {
  readonly uses: BlobUses;
  readonly #folder: string;
  readonly #files: FileSystem;
  /** Whoever wants to keep what is just being removed waits for that, and writes it again. */
  readonly #removals = new Map<string, Promise<unknown>>();
  readonly #damaged = new Set<string>();
  readonly #writing = new Map<string, Promise<void>>();
  /** On disk, name and all, as this process has seen to. */
  readonly #known = new Set<string>();

  constructor({ folder, now, files = nodeFiles }: FileBlobsOptions) {
    this.#folder = folder;
    this.#files = files;
    this.uses = new BlobUses(now);
  }

  /** Whoever keeps the same value meanwhile waits as well: a file that can be seen need not be on disk. */
  async keep(hash: string, bytes: Uint8Array): Promise<void> {
    this.uses.mark(hash);
    await this.#removals.get(hash);
    const writing = this.#writing.get(hash) ?? this.#write(hash, bytes);
    this.#writing.set(hash, writing);
    try {
      await writing;
    } finally {
      this.#writing.delete(hash);
    }
    this.uses.mark(hash);
  }

  async #write(hash: string, bytes: Uint8Array): Promise<void> {
    const path = blobPath(this.#folder, hash);
    if (this.#damaged.has(hash)) await this.#putAside(hash, path);
    else if (await this.#hasSize(path, bytes.byteLength)) {
      // A kill may have come before its name was put on disk.
      if (!this.#known.has(hash)) await this.#files.syncDirectory(dirname(path));
      this.#known.add(hash);
      return;
    }
    await makePrivateDirectory(dirname(path), this.#files);
    await replaceFile(path, bytes, this.#files);
    this.#known.add(hash);
  }

  async get(hash: string): Promise<Uint8Array | null> {
    this.uses.mark(hash);
    const bytes = await readWholeFile(blobPath(this.#folder, hash), this.#files).catch(nullWhenMissing);
    if (bytes === null || hashOf(bytes) === hash) return bytes;
    this.#damaged.add(hash);
    throw new Error(`The large value blobs/${hash.slice(0, 2)}/${hash} is damaged: its content does not have this hash`);
  }

  async remove(hash: string, unusedSince: number): Promise<number | null> {
    if ((this.uses.at(hash) ?? Number.NEGATIVE_INFINITY) >= unusedSince || this.#removals.has(hash)) return null;
    const removal = this.#remove(blobPath(this.#folder, hash));
    this.#removals.set(
      hash,
      removal.catch(() => undefined),
    );
    try {
      return await removal;
    } finally {
      this.#removals.delete(hash);
    }
  }

  async #remove(path: string): Promise<number | null> {
    const found = await this.#files.look(path).catch(nullWhenMissing);
    if (found === null) return null;
    this.#known.delete(basename(path));
    await this.#files.remove(path);
    return found.sizeBytes;
  }

  /** What is damaged is never overwritten. */
  async #putAside(hash: string, path: string): Promise<void> {
    await this.#files.rename(path, `${path}.damaged`).catch(nullWhenMissing);
    this.#damaged.delete(hash);
  }

  #hasSize(path: string, sizeBytes: number): Promise<boolean> {
    return this.#files.look(path).then(
      (found) => found.sizeBytes === sizeBytes,
      () => false,
    );
  }
}

async function namesIn(files: FileSystem, folder: string): Promise<readonly string[]> {
  return (await files.list(folder).catch(nullWhenMissing)) ?? [];
}

function nullWhenMissing(error: unknown): null {
  if (isMissing(error)) return null;
  throw error;
}
