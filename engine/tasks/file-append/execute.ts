import { dirname } from 'node:path';
import type { Json } from '../../workflow/json.ts';
import { succeeded, type TaskContext, type TaskType } from '../execution.ts';
import { makeFolder } from '../files/atomic-file.ts';
import { checkAborted, fileFailure } from '../files/file-failure.ts';
import { type OpenedFile, openForAppending, openForReading } from '../files/open-file.ts';
import { showPath } from '../files/shown-path.ts';
import { type FileAppendParameters, fileAppendManifest } from './manifest.ts';

export const fileAppend: TaskType<FileAppendParameters> = {
  manifest: fileAppendManifest,
  execute: async (parameters, context) => {
    try {
      return succeeded({ path: showPath(context.files, parameters.path), sizeBytes: await append(parameters, context) });
    } catch (error) {
      throw fileFailure(error, 'written', parameters.path);
    }
  },
};

async function append(parameters: FileAppendParameters, context: TaskContext): Promise<number> {
  const { path } = parameters;
  checkAborted(context.signal);
  await makeFolder(dirname(await context.files.resolve(path, 'write')));
  const file = await openForAppending(context.files, path);
  try {
    await file.handle.writeFile(await encode(parameters, file, context));
    await file.handle.sync();
    return (await file.handle.stat()).size;
  } finally {
    await file.handle.close();
  }
}

async function encode({ path, content, as }: FileAppendParameters, file: OpenedFile, context: TaskContext): Promise<string> {
  if (as !== 'jsonLines' && typeof content === 'string') return content;
  const values: readonly Json[] = as === 'jsonLines' && Array.isArray(content) ? content : [content];
  const lines = values.map((value) => `${JSON.stringify(value)}\n`).join('');
  return file.sizeBytes > 0 && !(await endsWithLineBreak(path, file.sizeBytes, context)) ? `\n${lines}` : lines;
}

async function endsWithLineBreak(path: string, sizeBytes: number, context: TaskContext): Promise<boolean> {
  const file = await openForReading(context.files, path);
  try {
    const { buffer, bytesRead } = await file.handle.read({ buffer: Buffer.alloc(1), position: sizeBytes - 1 });
    return bytesRead === 1 && buffer[0] === 0x0a;
  } finally {
    await file.handle.close();
  }
}
