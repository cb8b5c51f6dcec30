// Reading the files that people name on the command line.
import { open } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { CliError } from './cli-error.ts';

/** The bytes of a file and the folder it is in (relative paths of a workflow start there). `-` reads standard input. */
export type Document = { readonly file: string; readonly bytes: Uint8Array; readonly folder: string };

/** Reads at most `limitBytes` and one more, so that a larger file is recognised without being read whole. Refuses what is no file. */
export async function readDocument(file: string, limitBytes: number): Promise<Document> {
  if (file === '-') return { file: '<stdin>', bytes: await readStdin(limitBytes), folder: process.cwd() };
  try {
    return { file, bytes: await readBytes(file, limitBytes + 1), folder: dirname(resolve(file)) };
  } catch (thrown) {
    throw thrown instanceof CliError ? thrown : new CliError(unreadable(file, thrown));
  }
}

async function readBytes(file: string, mostBytes: number): Promise<Uint8Array> {
  const handle = await open(file, 'r');
  try {
    const stats = await handle.stat();
    if (stats.isDirectory()) throw new CliError(`${file} is a folder. Name a file in it.`);
    const chunks: Uint8Array[] = [];
    let size = 0;
    for await (const chunk of handle.createReadStream({ autoClose: false, end: mostBytes - 1 })) {
      chunks.push(chunk as Uint8Array);
      size += (chunk as Uint8Array).length;
    }
    return Buffer.concat(chunks, size);
  } finally {
    await handle.close();
  }
}

async function readStdin(limitBytes: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of process.stdin) {
    chunks.push(chunk as Uint8Array);
    size += (chunk as Uint8Array).length;
    if (size > limitBytes) break;
  }
  return Buffer.concat(chunks, size);
}

function unreadable(file: string, thrown: unknown): string {
  const code = (thrown as NodeJS.ErrnoException).code ?? '';
  if (code === 'ENOENT') return `There is no file ${file}. Check the path; the current folder is ${process.cwd()}.`;
  if (code === 'ENOTDIR') return `${file} cannot be: a part of its path is a file, not a folder.`;
  if (code === 'EACCES' || code === 'EPERM') return `${file} may not be read by this user. Change its permissions.`;
  if (code === 'EISDIR') return `${file} is a folder. Name a file in it.`;
  return `${file} cannot be read: ${thrown instanceof Error ? thrown.message : String(thrown)}.`;
}

/** JSON text of a file that is no workflow: inputs, durations. */
export async function readJsonFile(file: string, limitBytes: number): Promise<unknown> {
  const { bytes } = await readDocument(file, limitBytes);
  if (bytes.length > limitBytes)
    throw new CliError(`${file} has more than ${Math.round(limitBytes / 1024 / 1024)} MiB, the most that is read.`);
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as unknown;
  } catch (thrown) {
    throw new CliError(`${file} is not JSON: ${thrown instanceof Error ? thrown.message : String(thrown)}.`);
  }
}
