import { userFailure } from '../../workflow/failure.ts';
import type { Json } from '../../workflow/json.ts';
import { type Outcome, succeeded, type TaskContext, TaskFailure, type TaskType } from '../execution.ts';
import { writeAtomically } from '../files/atomic-file.ts';
import { readCsv } from '../files/csv-reader.ts';
import { showPath } from '../files/shown-path.ts';
import { type FileReadCsvParameters, fileReadCsvManifest } from './manifest.ts';

export const fileReadCsv: TaskType<FileReadCsvParameters> = {
  manifest: fileReadCsvManifest,
  execute: async (parameters, context) =>
    parameters.saveTo === undefined
      ? succeeded(await collectRows(parameters, context))
      : await saveRows(parameters, parameters.saveTo, context),
};

async function collectRows(parameters: FileReadCsvParameters, context: TaskContext): Promise<Json[]> {
  const rows: Json[] = [];
  for await (const batch of readCsv(context.files, parameters, context.signal)) {
    if (rows.length + batch.length > parameters.maxRows) throw tooManyRows(parameters);
    for (const row of batch) rows.push(row);
  }
  return rows;
}

async function saveRows(parameters: FileReadCsvParameters, saveTo: string, context: TaskContext): Promise<Outcome> {
  const target = { files: context.files, path: saveTo, ifExists: parameters.ifExists, signal: context.signal };
  let rows = 0;
  await writeAtomically(target, async (handle) => {
    for await (const batch of readCsv(context.files, parameters, context.signal)) {
      rows += batch.length;
      await handle.writeFile(batch.map((row) => `${JSON.stringify(row)}\n`).join(''));
    }
  });
  return succeeded({ path: showPath(context.files, saveTo), rows });
}

function tooManyRows({ path, maxRows }: FileReadCsvParameters): TaskFailure {
  const message =
    `${JSON.stringify(path)} has more than ${maxRows} rows, which would fill the memory. Set limit or columns, raise maxRows, or set saveTo to ` +
    'write the rows to a JSON lines file.';
  return new TaskFailure(userFailure('too_many_rows', message, { path, maxRows }));
}
