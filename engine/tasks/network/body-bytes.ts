import { Readable } from 'node:stream';
import type { Files } from '../../ports.ts';
import { userFailure } from '../../workflow/failure.ts';
import type { Json } from '../../workflow/json.ts';
import { TaskFailure } from '../execution.ts';
import { openForReading } from '../files/open-file.ts';

/** What is sent. `open` may be called again, for a redirect that repeats the request: files are opened anew. */
export type RequestBody = {
  /** Sent unless the headers name another one. */
  readonly contentType: string;
  readonly sizeBytes: number;
  readonly open: () => Promise<Uint8Array | Readable>;
};

export type SentFile = { readonly sizeBytes: number; readonly open: () => Promise<Readable> };

/** A file inside the allowed folders: its size now, and a way to read no more than that many bytes. Throws a `TaskFailure`. */
export async function sentFile(path: string, files: Files): Promise<SentFile> {
  const { handle, sizeBytes } = await openForReading(files, path);
  await handle.close();
  const open = async () => {
    if (sizeBytes === 0) return Readable.from([]);
    return (await openForReading(files, path)).handle.createReadStream({ end: sizeBytes - 1 });
  };
  return { sizeBytes, open };
}

export function decodeBase64(value: Json): Uint8Array {
  const text = typeof value === 'string' ? value.replace(/\s/g, '') : null;
  if (text === null || !/^[A-Za-z0-9+/_-]*={0,2}$/.test(text)) throw badBody('A body of type base64 must be Base64 text.');
  return Buffer.from(text, 'base64');
}

export function badBody(message: string): TaskFailure {
  return new TaskFailure(userFailure('bad_body', message));
}
