// Copies a file in pieces and learns its checksum on the way.
import { createHash } from 'node:crypto';
import { dirname } from 'node:path';
import { isMissing, makePrivateDirectory, writeFully } from '../durable-files.ts';
import type { FileSystem, OpenFile } from '../file-system.ts';

/** `sha256` in hexadecimal. */
export type Copied = { readonly bytes: number; readonly sha256: string };

export type CopyOrder = {
  readonly from: string;
  readonly to: string;
  /** Waits for the disk. */
  readonly isDurable: boolean;
  /** How much of it is copied; default: as much as there is when it is opened, so what is appended meanwhile is not. */
  readonly measure?: (file: OpenFile) => Promise<number>;
};

const pieceBytes = 1024 * 1024;

/** Null when there is no such file any more. */
export async function copyFile(
  files: FileSystem,
  { from, to, isDurable, measure = (file) => file.size() }: CopyOrder,
): Promise<Copied | null> {
  const source = await files.open(from, 'read').catch((error: unknown) => {
    if (isMissing(error)) return null;
    throw error;
  });
  if (!source) return null;
  try {
    const bytes = await measure(source);
    await makePrivateDirectory(dirname(to), files);
    const target = await files.open(to, 'create');
    try {
      const sha256 = await copyBytes(source, target, bytes);
      if (isDurable) await target.sync();
      return { bytes, sha256 };
    } finally {
      await target.close();
    }
  } finally {
    await source.close();
  }
}

/** Of a file as it is. */
export async function checksumOf(files: FileSystem, path: string): Promise<Copied> {
  const source = await files.open(path, 'read');
  try {
    const bytes = await source.size();
    return { bytes, sha256: await copyBytes(source, null, bytes) };
  } finally {
    await source.close();
  }
}

async function copyBytes(source: OpenFile, target: OpenFile | null, bytes: number): Promise<string> {
  const hash = createHash('sha256');
  const buffer = Buffer.allocUnsafe(Math.min(pieceBytes, Math.max(1, bytes)));
  for (let at = 0; at < bytes; ) {
    const count = await source.read(buffer, 0, Math.min(buffer.length, bytes - at), at);
    if (count === 0) throw new Error('The file became shorter while it was copied');
    const piece = buffer.subarray(0, count);
    hash.update(piece);
    if (target) await writeFully(target, piece, at);
    at += count;
  }
  return hash.digest('hex');
}
