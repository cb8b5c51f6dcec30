import { extname } from 'node:path';
import { userFailure } from '../../workflow/failure.ts';
import { isJsonObject, type Json, type JsonObject } from '../../workflow/json.ts';
import { succeeded, type TaskContext, TaskFailure, type TaskType } from '../execution.ts';
import { writeAtomically } from '../files/atomic-file.ts';
import { readCsv } from '../files/csv-reader.ts';
import { createLinePrinter } from '../files/csv-text.ts';
import { readJsonLines } from '../files/json-line-reader.ts';
import { showPath } from '../files/shown-path.ts';
import { type FileWriteCsvParameters, fileWriteCsvManifest } from './manifest.ts';

const batchRows = 5000;

export const fileWriteCsv: TaskType<FileWriteCsvParameters> = {
  manifest: fileWriteCsvManifest,
  execute: async (parameters, context) => {
    const { path, ifExists } = parameters;
    const printer = createTablePrinter(parameters);
    let rows = 0;
    await writeAtomically({ files: context.files, path, ifExists, signal: context.signal }, async (handle) => {
      await handle.writeFile(parameters.byteOrderMark ? '\uFEFF' : '');
      for await (const batch of readRows(parameters, context)) {
        await handle.writeFile(batch.map((row, index) => printer.print(row, rows + index)).join(''));
        rows += batch.length;
      }
      await handle.writeFile(printer.finish());
    });
    return succeeded({ path: showPath(context.files, path), rows });
  },
};

async function* readRows({ rows, from }: FileWriteCsvParameters, context: TaskContext): AsyncGenerator<readonly Json[]> {
  for (let start = 0; rows && start < rows.length; start += batchRows) yield rows.slice(start, start + batchRows);
  if (from === undefined) return;
  if (!['.csv', '.tsv', '.txt'].includes(extname(from).toLowerCase())) return yield* readJsonLines(context.files, from, context.signal);
  const reading = {
    path: from,
    delimiter: 'auto',
    header: true,
    quote: '"',
    encoding: 'utf-8',
    types: 'text',
    skip: 0,
    relaxed: false,
  } as const;
  yield* readCsv(context.files, reading, context.signal);
}

type TablePrinter = {
  /** The line of a row, preceded by the header where it is due. `index` counts from 0. */
  readonly print: (row: Json, index: number) => string;
  /** The header, where there were no rows to print it. */
  readonly finish: () => string;
};

function createTablePrinter(parameters: FileWriteCsvParameters): TablePrinter {
  const printLine = createLinePrinter({ ...parameters, lineEnd: parameters.lineEnd === 'crlf' ? '\r\n' : '\n' });
  let columns = parameters.columns ?? (parameters.rows ? fieldsOf(parameters.rows) : null);
  let isHeaderDue = parameters.header;
  const takeHeader = (): string => {
    const line = isHeaderDue && columns && columns.length > 0 ? printLine(columns) : '';
    isHeaderDue = false;
    return line;
  };
  return {
    print: (row, index) => {
      if (!Array.isArray(row) && !isJsonObject(row)) throw notARow(index);
      columns ??= fieldsOf([row]);
      const cells = Array.isArray(row) ? row : columns.map((name) => ownField(row, name));
      if (!Array.isArray(row) && parameters.from !== undefined && !parameters.columns) checkFields(row, columns, index);
      return takeHeader() + printLine(cells);
    },
    finish: takeHeader,
  };
}

/** The fields of all objects, in order of appearance. Lists have none. */
function fieldsOf(rows: readonly Json[]): string[] {
  const fields = new Set<string>();
  for (const row of rows) {
    if (isJsonObject(row)) for (const name of Object.keys(row)) fields.add(name);
  }
  return [...fields];
}

function ownField(row: Json, name: string): Json | undefined {
  return isJsonObject(row) && Object.hasOwn(row, name) ? row[name] : undefined;
}

function checkFields(row: Json, columns: readonly string[], index: number): void {
  const unknown = isJsonObject(row) ? Object.keys(row as JsonObject).find((name) => !columns.includes(name)) : undefined;
  if (unknown === undefined) return;
  const message = `Row ${index + 1} has the field ${JSON.stringify(unknown)}, which the first row had not. Name all columns in columns.`;
  throw new TaskFailure(userFailure('unknown_column', message, { column: unknown, row: index + 1 }));
}

function notARow(index: number): TaskFailure {
  return new TaskFailure(
    userFailure('invalid_content', `Row ${index + 1} is neither an object nor a list, and cannot become a line of CSV.`),
  );
}
