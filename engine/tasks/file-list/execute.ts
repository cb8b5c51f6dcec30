import type { Json } from '../../workflow/json.ts';
import { succeeded, type TaskContext, type TaskType } from '../execution.ts';
import { type FoundEntry, walkFolder } from '../files/folder-walk.ts';
import { compileGlob } from '../files/glob.ts';
import { type FileListParameters, fileListManifest } from './manifest.ts';

export const fileList: TaskType<FileListParameters> = {
  manifest: fileListManifest,
  execute: async (parameters, context) => {
    const entries = await find(parameters, context);
    const sorted = sort(entries, parameters);
    return succeeded(sorted.slice(0, parameters.limit).map(present));
  },
};

async function find({ path, pattern, recursive, kind, includeHidden }: FileListParameters, context: TaskContext): Promise<FoundEntry[]> {
  const common = { files: context.files, signal: context.signal, kind, includeHidden };
  if (pattern === undefined) return await walkFolder({ ...common, base: path ?? '.', isRecursive: recursive, matches: () => true });
  const glob = compileGlob(pattern);
  return await walkFolder({ ...common, base: glob.base, isRecursive: glob.isDeep, matches: glob.matches });
}

/** The entries come ordered by path, and sorting is stable: where the key is equal, the path decides in either order. */
function sort(entries: FoundEntry[], { sortBy, order }: FileListParameters): FoundEntry[] {
  const direction = order === 'descending' ? -1 : 1;
  if (sortBy === 'name') return direction === 1 ? entries : entries.reverse();
  const key = sortBy === 'sizeBytes' ? 'sizeBytes' : 'modifiedAtMs';
  return entries.sort((a, b) => direction * (a[key] - b[key]));
}

function present({ path, name, sizeBytes, modifiedAtMs, kind }: FoundEntry): Json {
  return { path, name, sizeBytes, modifiedAt: new Date(modifiedAtMs).toISOString(), kind };
}
