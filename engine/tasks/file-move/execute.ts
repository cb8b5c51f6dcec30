import { join } from 'node:path';
import type { Json } from '../../workflow/json.ts';
import { succeeded, type TaskContext, type TaskType } from '../execution.ts';
import { moveEntry } from '../files/file-move.ts';
import { showPath } from '../files/shown-path.ts';
import { matchFiles, targetOf } from '../files/source-files.ts';
import { type FileMoveParameters, fileMoveManifest } from './manifest.ts';

export const fileMove: TaskType<FileMoveParameters> = {
  manifest: fileMoveManifest,
  execute: async (parameters, context) => {
    const { files, signal } = context;
    const moved: Json[] = [];
    for (const { from, to } of await planMoves(parameters, context)) {
      const isMoved = await moveEntry({ files, from, to, ifExists: parameters.ifExists, signal });
      if (isMoved) moved.push({ from: showPath(files, from), to: showPath(files, to) });
    }
    return succeeded(moved);
  },
};

type Step = { readonly from: string; readonly to: string };

async function planMoves({ path, pattern, to, includeHidden }: FileMoveParameters, { files, signal }: TaskContext): Promise<Step[]> {
  if (pattern === undefined) return [{ from: path ?? '.', to: await targetOf(files, path ?? '.', to) }];
  const found = await matchFiles(files, pattern, includeHidden, signal);
  return found.map((entry) => ({ from: entry.path, to: join(to, entry.relativePath) }));
}
