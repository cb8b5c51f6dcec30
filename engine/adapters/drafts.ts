// What windows keep of edits that are not saved: `drafts/<id>.json`, one file each. Nothing here is looked into.
import { readdir, stat, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { JsonObject } from '../workflow/json.ts';
import { isMissing, makePrivateDirectory, readTextIfThere, replaceFile } from './durable-files.ts';

/** The workflow, and the window that edits it: `orders.kqzvbd0`. */
export const draftIdPattern = /^[a-z][a-z0-9-]{0,63}\.[a-z]{0,8}\d{1,3}$/;
/** As bytes of its JSON text. */
export const draftLimitBytes = 8 * 1024 * 1024;

export type DraftEntry = {
  readonly id: string;
  /** Milliseconds since the epoch. */
  readonly modifiedAt: number;
  readonly sizeBytes: number;
};

export type Drafts = {
  readonly list: () => Promise<readonly DraftEntry[]>;
  /** Null when there is none, or its file is damaged. */
  readonly get: (id: string) => Promise<JsonObject | null>;
  /** On disk when it resolves. False: it is too large, and the one before stays. */
  readonly put: (id: string, draft: JsonObject) => Promise<boolean>;
  /** Whether there was one. */
  readonly delete: (id: string) => Promise<boolean>;
};

const extension = '.json';

export function createFileDrafts(folder: string): Drafts {
  return {
    list: () => listFiles(folder),
    get: async (id) => parsed(await readTextIfThere(pathOf(folder, id))),
    put: async (id, draft) => {
      const path = pathOf(folder, id);
      const text = JSON.stringify(draft);
      if (Buffer.byteLength(text) > draftLimitBytes) return false;
      await makePrivateDirectory(folder);
      await replaceFile(path, text);
      return true;
    },
    delete: (id) =>
      unlink(pathOf(folder, id)).then(
        () => true,
        (error: unknown) => {
          if (isMissing(error)) return false;
          throw error;
        },
      ),
  };
}

export function createMemoryDrafts(now: () => number): Drafts {
  const kept = new Map<string, { readonly text: string; readonly modifiedAt: number }>();
  return {
    list: async () => [...kept].map(([id, { text, modifiedAt }]) => ({ id, modifiedAt, sizeBytes: Buffer.byteLength(text) })),
    get: async (id) => parsed(kept.get(id)?.text ?? null),
    put: async (id, draft) => {
      const text = JSON.stringify(draft);
      if (Buffer.byteLength(text) > draftLimitBytes) return false;
      kept.set(checked(id), { text, modifiedAt: now() });
      return true;
    },
    delete: async (id) => kept.delete(id),
  };
}

function pathOf(folder: string, id: string): string {
  return join(folder, `${checked(id)}${extension}`);
}

function checked(id: string): string {
  if (!draftIdPattern.test(id)) throw new Error(`"${id}" is no id of a draft`);
  return id;
}

async function listFiles(folder: string): Promise<readonly DraftEntry[]> {
  const names = await readdir(folder).catch(() => []);
  const entries: DraftEntry[] = [];
  for (const name of names.sort()) {
    const id = name.slice(0, -extension.length);
    if (!name.endsWith(extension) || !draftIdPattern.test(id)) continue;
    const found = await stat(join(folder, name)).catch(() => null);
    if (found?.isFile()) entries.push({ id, modifiedAt: Math.round(found.mtimeMs), sizeBytes: found.size });
  }
  return entries;
}

function parsed(text: string | null): JsonObject | null {
  if (text === null) return null;
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : null;
  } catch {
    return null;
  }
}
