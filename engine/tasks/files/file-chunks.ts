import type { Files } from '../../ports.ts';
import { checkAborted, fileFailure } from './file-failure.ts';
import { openForReading } from './open-file.ts';
import { encodingFailure } from './text-content.ts';

const chunkBytes = 256 * 1024;

/** The bytes of a file, piece by piece; memory does not grow with the file. Throws `TaskFailure`. */
export async function* readChunks(files: Files, path: string, signal: AbortSignal): AsyncGenerator<Buffer> {
  const { handle } = await openForReading(files, path);
  try {
    for (;;) {
      checkAborted(signal);
      // A fresh buffer each time: parsers keep a part of the last one.
      const { bytesRead, buffer } = await handle.read({ buffer: Buffer.allocUnsafe(chunkBytes) });
      if (bytesRead === 0) return;
      yield buffer.subarray(0, bytesRead);
    }
  } catch (error) {
    throw fileFailure(error, 'read', path);
  } finally {
    await handle.close();
  }
}

/** Decodes piece by piece; a character may lie across two pieces. A byte order mark is removed. Throws `invalid_encoding`. */
export async function* decodeChunks(chunks: AsyncIterable<Uint8Array>, encoding: TextEncoding, path: string): AsyncGenerator<string> {
  // WHATWG names: its "latin1" is Windows-1252, which is what files called Latin-1 mostly hold (the euro sign among others).
  const decoder = new TextDecoder(encoding === 'latin1' ? 'windows-1252' : 'utf-8', { fatal: true });
  let last: Uint8Array = new Uint8Array();
  try {
    for await (const chunk of chunks) {
      last = chunk;
      yield decoder.decode(chunk, { stream: true });
    }
    yield decoder.decode();
  } catch (error) {
    throw error instanceof TypeError ? encodingFailure(path, last) : error;
  }
}

export type TextEncoding = 'utf-8' | 'latin1';
