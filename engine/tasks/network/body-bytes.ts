import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import type { Files } from '../../ports.ts';
import { userFailure } from '../../workflow/failure.ts';
import type { Json } from '../../workflow/json.ts';
import { TaskFailure } from '../execution.ts';

/** What is sent. `open` may be called again, for a redirect that repeats the request: files are opened anew. */
export type RequestBody = {
  /** Sent unless the headers name another one. */
  readonly contentType: string;
  readonly sizeBytes: number;
  readonly open: () => Uint8Array | Readable;
};

/** A file inside the allowed folders: its size now, and a way to read exactly that many bytes. */
export async function openableFile(path: string, files: Files): Promise<{ readonly sizeBytes: number; readonly open: () => Readable }> {
  const absolute = await files.resolve(path, 'read');
  const found = await stat(absolute).catch((error: NodeJS.ErrnoException) => {
    throw fileNotReadable(path, error.code ?? error.message);
  });
  if (!found.isFile()) throw fileNotReadable(path, 'not a file');
  const open = () => createReadStream(absolute, { end: Math.max(found.size - 1, 0) });
  return { sizeBytes: found.size, open };
}

export function decodeBase64(value: Json): Uint8Array {
  const text = typeof value === 'string' ? value.replace(/\s/g, '') : null;
  if (text === null || !/^[A-Za-z0-9+/_-]*={0,2}$/.test(text)) throw badBody('A body of type base64 must be Base64 text.');
  return Buffer.from(text, 'base64');
}

export function badBody(message: string): TaskFailure {
  return new TaskFailure(userFailure('bad_body', message));
}

function fileNotReadable(path: string, reason: string): TaskFailure {
  const code = reason === 'ENOENT' ? 'file_not_found' : 'file_not_readable';
  return new TaskFailure(
    userFailure(code, `The file ${JSON.stringify(path)} cannot be sent (${reason}). Check the path.`, { path, reason }),
  );
}
