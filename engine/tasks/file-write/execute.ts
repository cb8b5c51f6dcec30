import { stat } from 'node:fs/promises';
import { succeeded, type TaskContext, type TaskType } from '../execution.ts';
import { writeAtomically } from '../files/atomic-file.ts';
import { checkAborted, fileFailure } from '../files/file-failure.ts';
import { showPath } from '../files/shown-path.ts';
import { encodeContent } from '../files/text-content.ts';
import { type FileWriteParameters, fileWriteManifest } from './manifest.ts';

export const fileWrite: TaskType<FileWriteParameters> = {
  manifest: fileWriteManifest,
  execute: async ({ path, content, as, ifExists }, context) => {
    const bytes = encodeContent(content, as);
    checkAborted(context.signal);
    const target = { files: context.files, path, ifExists, signal: context.signal };
    const sizeBytes = await writeAtomically(target, async (handle) => await handle.writeFile(bytes, { signal: context.signal }));
    return succeeded({ path: showPath(context.files, path), sizeBytes: sizeBytes ?? (await sizeOf(path, context)) });
  },
};

async function sizeOf(path: string, context: TaskContext): Promise<number> {
  try {
    return (await stat(await context.files.resolve(path, 'read'))).size;
  } catch (error) {
    throw fileFailure(error, 'read', path);
  }
}
