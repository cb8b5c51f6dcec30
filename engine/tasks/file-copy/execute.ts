import { join } from 'node:path';
import { userFailure } from '../../workflow/failure.ts';
import type { Json } from '../../workflow/json.ts';
import { succeeded, type TaskContext, TaskFailure, type TaskType } from '../execution.ts';
import { holds } from '../files/entry-path.ts';
import { copyFile } from '../files/file-copy.ts';
import { showPath } from '../files/shown-path.ts';
import { filesBelow, isFolder, matchFiles, targetOf } from '../files/source-files.ts';
import { type FileCopyParameters, fileCopyManifest } from './manifest.ts';

export const fileCopy: TaskType<FileCopyParameters> = {
  manifest: fileCopyManifest,
  execute: async (parameters, context) => {
    const { files, signal } = context;
    const copied: Json[] = [];
    for (const { from, to } of await planCopies(parameters, context)) {
      const isCopied = await copyFile({ files, from, to, ifExists: parameters.ifExists, signal });
      if (isCopied) copied.push({ from: showPath(files, from), to: showPath(files, to) });
    }
    return succeeded(copied);
  },
};

type Step = { readonly from: string; readonly to: string };

async function planCopies({ path, pattern, to, recursive, includeHidden }: FileCopyParameters, context: TaskContext): Promise<Step[]> {
  const { files, signal } = context;
  if (pattern !== undefined) {
    const found = await matchFiles(files, pattern, includeHidden, signal);
    return found.map((entry) => ({ from: entry.path, to: join(to, entry.relativePath) }));
  }
  const source = path ?? '.';
  const target = await targetOf(files, source, to);
  if (!(await isFolder(files, source))) return [{ from: source, to: target }];
  if (!recursive) throw notRecursive(source);
  if (holds(await files.resolve(source, 'read'), await files.resolve(target, 'write'))) throw intoItself(source, to);
  const found = await filesBelow(files, source, signal);
  return found.map((entry) => ({ from: entry.path, to: join(target, entry.relativePath) }));
}

function notRecursive(path: string): TaskFailure {
  const message = `${JSON.stringify(path)} is a folder. Set recursive to true to copy it with all it holds.`;
  return new TaskFailure(userFailure('folder_not_recursive', message, { path }));
}

function intoItself(path: string, to: string): TaskFailure {
  const message = `The folder ${JSON.stringify(path)} cannot be copied into itself (${JSON.stringify(to)}). Choose a place outside of it.`;
  return new TaskFailure(userFailure('invalid_target', message, { path, to }));
}
