import { extname } from 'node:path';
import { userFailure } from '../../workflow/failure.ts';
import type { Json } from '../../workflow/json.ts';
import { succeeded, type TaskContext, TaskFailure, type TaskType } from '../execution.ts';
import { checkAborted, fileFailure } from '../files/file-failure.ts';
import { type OpenedFile, openForReading } from '../files/open-file.ts';
import { decodeUtf8, parseJson, parseJsonLines, splitLines } from '../files/text-content.ts';
import { type FileReadParameters, fileReadManifest } from './manifest.ts';

const chunkBytes = 1024 * 1024;

export const fileRead: TaskType<FileReadParameters> = {
  manifest: fileReadManifest,
  execute: async (parameters, context) => succeeded(convert(await readBytes(parameters, context), parameters)),
};

async function readBytes({ path, maxBytes }: FileReadParameters, context: TaskContext): Promise<Buffer> {
  const file = await openForReading(context.files, path);
  try {
    if (file.sizeBytes > maxBytes) throw tooLarge(path, maxBytes);
    return await readChunks(file, path, maxBytes, context.signal);
  } catch (error) {
    throw fileFailure(error, 'read', path);
  } finally {
    await file.handle.close();
  }
}

/** Reads to the end rather than to the size: files of `/proc` have none, and a log may grow meanwhile. */
async function readChunks(file: OpenedFile, path: string, maxBytes: number, signal: AbortSignal): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let total = 0;
  for (;;) {
    checkAborted(signal);
    const { bytesRead, buffer } = await file.handle.read({
      buffer: Buffer.allocUnsafe(Math.min(chunkBytes, Math.max(0, file.sizeBytes - total) + 1024)),
    });
    if (bytesRead === 0) return Buffer.concat(chunks);
    total += bytesRead;
    if (total > maxBytes) throw tooLarge(path, maxBytes);
    chunks.push(buffer.subarray(0, bytesRead));
  }
}

function convert(bytes: Buffer, { path, as }: FileReadParameters): Json {
  switch (as ?? formatOf(path)) {
    case 'json':
      return parseJson(decodeUtf8(bytes, path), JSON.stringify(path));
    case 'jsonLines':
      return parseJsonLines(decodeUtf8(bytes, path), path);
    case 'lines':
      return splitLines(decodeUtf8(bytes, path));
    case 'base64':
      return bytes.toString('base64');
    default:
      return decodeUtf8(bytes, path);
  }
}

function formatOf(path: string): 'json' | 'jsonLines' | 'text' {
  const extension = extname(path).toLowerCase();
  if (extension === '.json') return 'json';
  return extension === '.jsonl' || extension === '.ndjson' ? 'jsonLines' : 'text';
}

function tooLarge(path: string, maxBytes: number): TaskFailure {
  const message = `${JSON.stringify(path)} is larger than ${maxBytes} bytes. Raise maxBytes, or use file.readCsv, which does not hold the whole file.`;
  return new TaskFailure(userFailure('file_too_large', message, { path, maxBytes }));
}
