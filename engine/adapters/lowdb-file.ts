// lowdb on our own adapter: the one that comes with it neither syncs nor sets a mode, and shares its temporary file between writers.
import { dirname } from 'node:path';
import { Low } from 'lowdb';
import { crc32 } from './crc32.ts';
import { isMissing, makePrivateDirectory, readWholeFile, replaceFile } from './durable-files.ts';
import { type FileSystem, nodeFiles } from './file-system.ts';
import { crcText } from './journal-frame.ts';

export type DocumentOptions<T> = {
  readonly path: string;
  readonly initial: T;
  /** Decides about a file that is damaged. */
  readonly whenDamaged: (message: string) => T;
  readonly files?: FileSystem;
};

/** A readable JSON document for small settings, which people may edit; its two older generations are kept beside it. */
export function openDocument<T>(path: string, initial: T, whenDamaged: (message: string) => T): Promise<Low<T>> {
  const print = (data: T) => `${JSON.stringify(data, null, 1)}\n`;
  return open({ path, initial, whenDamaged }, { print, parse: (text) => JSON.parse(text) as T });
}

/** A document for views that can be made again: it carries a checksum, so that no damage is taken for content. */
export function openView<T>(options: DocumentOptions<T>): Promise<Low<T>> {
  return open(options, { print: printChecked, parse: parseChecked });
}

type Form<T> = { readonly print: (data: T) => string; readonly parse: (text: string) => T };

async function open<T>({ path, initial, whenDamaged, files = nodeFiles }: DocumentOptions<T>, form: Form<T>): Promise<Low<T>> {
  const read = async () => {
    const text = await readText(path, files);
    try {
      return text === null ? null : form.parse(text);
    } catch (error) {
      return whenDamaged(`${path} is no JSON: ${(error as Error).message}`);
    }
  };
  const write = async (data: T) => {
    await makePrivateDirectory(dirname(path), files);
    await replaceFile(path, form.print(data), files, generations);
  };
  const document = new Low<T>({ read, write }, initial);
  await document.read();
  return document;
}

/** How many older ones are kept. */
export const generations = 2;

async function readText(path: string, files: FileSystem): Promise<string | null> {
  try {
    return (await readWholeFile(path, files)).toString();
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

function printChecked<T>(data: T): string {
  const json = JSON.stringify(data);
  return `{"crc":"${checksum(json)}","data":${json}}\n`;
}

function parseChecked<T>(text: string): T {
  const { crc, data } = JSON.parse(text) as { crc: string; data: T };
  if (crc !== checksum(JSON.stringify(data))) throw new Error('its checksum does not fit');
  return data;
}

function checksum(json: string): string {
  return crcText(crc32(Buffer.from(json)));
}
