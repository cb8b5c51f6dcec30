import { pipeline, type Readable } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate, createInflateRaw } from 'node:zlib';
import { transientFailure, userFailure } from '../../workflow/failure.ts';
import { TaskFailure } from '../execution.ts';
import { connectionFailure } from './connection-failure.ts';
import { type HttpResponse, targetOf } from './http-client.ts';
import { headerText } from './response-headers.ts';

/** More encodings on top of each other are an attack, not a server. */
const maxEncodings = 3;

/**
 * The bytes of an answer, decoded from gzip, deflate and br. Fails with `response_too_large` as soon as there are more than `maxBytes`,
 * counted after decoding: a small answer may hold a large one. Leaving the loop early closes the connection.
 */
export async function* readDecoded(response: HttpResponse, maxBytes: number): AsyncGenerator<Uint8Array> {
  const { host } = response.call.url;
  const declared = Number(headerText(response.headers, 'content-length') ?? 0);
  const encodings = encodingsOf(response);
  if (encodings.length === 0 && response.call.method !== 'HEAD' && declared > maxBytes) {
    response.body.destroy();
    throw tooLarge(host, maxBytes);
  }
  let sizeBytes = 0;
  try {
    for await (const chunk of decode(response.body, encodings)) {
      sizeBytes += chunk.byteLength;
      if (sizeBytes > maxBytes) throw tooLarge(host, maxBytes);
      yield chunk;
    }
  } catch (error) {
    throw error instanceof Error && 'code' in error && /^(Z_|ERR_BROTLI|ERR__ERROR|ERR_PADDING)/.test(String(error.code))
      ? badEncoding(host, error.message)
      : connectionFailure(error, targetOf(response.call.url));
  }
}

/** All bytes of an answer, up to a limit. */
export async function readBytes(response: HttpResponse, maxBytes: number): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of readDecoded(response, maxBytes)) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** The first bytes of an answer; the rest is not waited for. For failures, which show what the server said. */
export async function readBeginning(response: HttpResponse, maxBytes: number): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let sizeBytes = 0;
  for await (const chunk of readDecoded(response, Number.POSITIVE_INFINITY)) {
    chunks.push(chunk);
    sizeBytes += chunk.byteLength;
    if (sizeBytes >= maxBytes) break;
  }
  return Buffer.concat(chunks).subarray(0, maxBytes);
}

async function* decode(body: Readable, encodings: readonly string[]): AsyncGenerator<Uint8Array> {
  let source: AsyncIterable<Uint8Array> = body;
  for (const encoding of [...encodings].reverse()) source = await decodeOne(source, encoding);
  yield* source;
}

async function decodeOne(source: AsyncIterable<Uint8Array>, encoding: string): Promise<AsyncIterable<Uint8Array>> {
  const iterator = source[Symbol.asyncIterator]();
  const first = await iterator.next();
  if (first.done) return toIterable([]);
  const decoder = createDecoder(encoding, first.value);
  pipeline(resume(first.value, iterator), decoder, ignore); // The error comes out of the decoder as well, where it is read.
  return decoder;
}

/** A generator that was started to look at its first chunk. */
async function* resume(first: Uint8Array, iterator: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield first;
    for (let next = await iterator.next(); !next.done; next = await iterator.next()) yield next.value;
  } finally {
    await iterator.return?.();
  }
}

/** `deflate` is zlib's format, but some servers send it without its head, whose first half byte is always 8. */
function createDecoder(encoding: string, first: Uint8Array) {
  if (encoding === 'br') return createBrotliDecompress();
  if (encoding === 'gzip') return createGunzip();
  return ((first[0] ?? 0) & 0x0f) === 8 ? createInflate() : createInflateRaw();
}

function encodingsOf({ call, headers }: HttpResponse): readonly string[] {
  const names = (headerText(headers, 'content-encoding') ?? '')
    .toLowerCase()
    .split(',')
    .map((name) => name.trim().replace(/^x-gzip$/, 'gzip'))
    .filter((name) => name !== '' && name !== 'identity');
  const unknown = names.find((name) => name !== 'gzip' && name !== 'deflate' && name !== 'br');
  if (unknown !== undefined) throw badEncoding(call.url.host, `the encoding ${unknown.slice(0, 50)} is not supported`);
  if (names.length > maxEncodings) throw badEncoding(call.url.host, 'it is encoded too many times');
  return names;
}

async function* toIterable(chunks: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* chunks;
}

function ignore(): void {}

function tooLarge(host: string, maxBytes: number): TaskFailure {
  const message = `The answer of ${host} is larger than ${maxBytes} bytes. Raise maxBytes, or write it to a file with saveTo.`;
  return new TaskFailure(userFailure('response_too_large', message, { host, maxBytes }));
}

function badEncoding(host: string, reason: string): TaskFailure {
  const message = `The answer of ${host} cannot be decoded: ${reason}. Set the header Accept-Encoding to identity.`;
  return new TaskFailure(transientFailure('bad_encoding', message, { host, reason }));
}
