// How people sort their workflows: `folders.json`. It is for the eye only; a workflow's id, and all that runs, knows nothing of it.
import { dirname } from 'node:path';
import { isJsonObject } from '../workflow/json.ts';
import { makePrivateDirectory, readTextIfThere, replaceFile } from './durable-files.ts';

/** Folders by name, and the folder of each workflow that is in one, by the workflow's id. */
export type Folders = { readonly names: readonly string[]; readonly places: { readonly [workflow: string]: string } };

export type FolderStore = {
  readonly get: () => Promise<Folders>;
  /** On disk when it resolves. */
  readonly put: (folders: Folders) => Promise<void>;
};

const none: Folders = { names: [], places: {} };

/** A file that cannot be read as folders counts as none: nothing but an order is lost. */
export function createFileFolders(path: string): FolderStore {
  return {
    get: async () => {
      const text = await readTextIfThere(path);
      return text === null ? none : parsed(text);
    },
    put: async (folders) => {
      await makePrivateDirectory(dirname(path));
      await replaceFile(path, `${JSON.stringify(folders, null, 2)}\n`);
    },
  };
}

export function createMemoryFolders(): FolderStore {
  let kept = none;
  return {
    get: async () => kept,
    put: async (folders) => {
      kept = folders;
    },
  };
}

function parsed(text: string): Folders {
  try {
    const value: unknown = JSON.parse(text);
    if (!isJsonObject(value) || !Array.isArray(value.names) || !isJsonObject(value.places)) return none;
    const names = value.names.filter((name) => typeof name === 'string');
    const places = Object.fromEntries(
      Object.entries(value.places).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
    );
    return { names, places };
  } catch {
    return none;
  }
}
