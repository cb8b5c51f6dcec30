// lowdb on our own adapter: the one that comes with it neither syncs nor sets a mode, and shares its temporary file between writers.
import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Low } from 'lowdb';
import { isMissing, makePrivateDirectory, replaceFile } from './durable-files.ts';

/** A JSON document for views that can be rebuilt and for small settings. `whenDamaged` decides about a file that is no JSON. */
export async function openDocument<T>(path: string, initial: T, whenDamaged: (message: string) => T): Promise<Low<T>> {
  const document = new Low<T>(
    {
      read: () => readDocument(path, whenDamaged),
      write: async (data) => {
        await makePrivateDirectory(dirname(path));
        await replaceFile(path, `${JSON.stringify(data, null, 1)}\n`);
      },
    },
    initial,
  );
  await document.read();
  return document;
}

async function readDocument<T>(path: string, whenDamaged: (message: string) => T): Promise<T | null> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    if (isMissing(error)) return null;
    throw error;
  });
  if (text === null) return null;
  try {
    return JSON.parse(text) as T;
  } catch (error) {
    return whenDamaged(`${path} is no JSON: ${(error as Error).message}`);
  }
}
