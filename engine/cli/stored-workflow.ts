// Documents of the data directory.
import { writeFile } from 'node:fs/promises';
import type { StoredWorkflow } from '../host/engine.ts';
import { CliError } from './cli-error.ts';
import { withReader } from './open-engine.ts';

export async function readStoredWorkflow(id: string, options: { readonly dataDir?: string }): Promise<StoredWorkflow> {
  const stored = await withReader(options, (reader) => reader.workflows.get(id));
  if (!stored) throw new CliError(`There is no stored workflow ${id}. Stored ones: millrace workflows list`);
  return stored;
}

export async function writeDocument(file: string, text: string, mayOverwrite: boolean): Promise<void> {
  try {
    await writeFile(file, text, { flag: mayOverwrite ? 'w' : 'wx' });
  } catch (thrown) {
    const code = (thrown as NodeJS.ErrnoException).code;
    if (code === 'EEXIST') throw new CliError(`${file} exists already. Overwrite it with --force, or choose another name.`);
    throw new CliError(`${file} cannot be written: ${thrown instanceof Error ? thrown.message : String(thrown)}.`);
  }
}
