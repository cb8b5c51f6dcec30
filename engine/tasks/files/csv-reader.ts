// CSV into rows, piece by piece. csv-parse knows quoting, line ends and ragged rows; header, selection and types are decided here.
import { CsvError, Parser } from 'csv-parse';
import type { Files } from '../../ports.ts';
import { userFailure } from '../../workflow/failure.ts';
import type { Json } from '../../workflow/json.ts';
import { TaskFailure } from '../execution.ts';
import { type CsvHeader, createRowBuilder, type RowBuilder } from './csv-rows.ts';
import { decodeChunks, readChunks, type TextEncoding } from './file-chunks.ts';

/** A quote that is never closed would otherwise take in the rest of the file. */
const maxRecordBytes = 16 * 1024 * 1024;

export type CsvReading = {
  readonly path: string;
  /** `auto`: the one of comma, semicolon, tab and bar that the first line holds most of. */
  readonly delimiter: string;
  readonly header: CsvHeader;
  /** One character, or empty for none. */
  readonly quote: string;
  readonly encoding: TextEncoding;
  readonly types: 'auto' | 'text';
  /** Names of the columns wanted; all when absent. */
  readonly columns?: readonly string[] | undefined;
  readonly skip: number;
  readonly limit?: number | undefined;
  readonly relaxed: boolean;
};

/** Batches of rows, at most some thousand each. Throws `TaskFailure` (`invalid_csv`, `unknown_column`, and those of reading a file). */
export async function* readCsv(files: Files, reading: CsvReading, signal: AbortSignal): AsyncGenerator<Json[]> {
  const builder = createRowBuilder(reading);
  const limit = reading.limit ?? Number.POSITIVE_INFINITY;
  let skipped = 0;
  let taken = 0;
  for await (const records of parseRecords(files, reading, signal)) {
    const rows = buildRows(builder, records);
    const wanted = rows.slice(Math.min(rows.length, reading.skip - skipped)).slice(0, limit - taken);
    skipped = Math.min(reading.skip, skipped + rows.length);
    taken += wanted.length;
    if (wanted.length > 0) yield wanted;
    if (taken >= limit) return;
  }
  builder.finish();
}

function buildRows(builder: RowBuilder, records: readonly (readonly string[])[]): Json[] {
  const rows: Json[] = [];
  for (const record of records) {
    const row = builder.build(record);
    if (row !== undefined) rows.push(row);
  }
  return rows;
}

async function* parseRecords(files: Files, reading: CsvReading, signal: AbortSignal): AsyncGenerator<string[][]> {
  const texts = decodeChunks(readChunks(files, reading.path, signal), reading.encoding, reading.path);
  let parser: Parser | null = null;
  for await (const text of texts) {
    parser ??= createParser(reading, text);
    parser.write(text);
    yield drain(parser, reading.path);
  }
  if (parser === null) return;
  parser.end();
  yield await drainToEnd(parser, reading.path);
}

function createParser(reading: CsvReading, start: string): Parser {
  const parser = new Parser({
    delimiter: reading.delimiter === 'auto' ? findDelimiter(start, reading.quote) : reading.delimiter,
    quote: reading.quote === '' ? null : reading.quote,
    escape: reading.quote === '' ? null : reading.quote,
    skip_empty_lines: true,
    relax_column_count: reading.relaxed,
    relax_quotes: reading.relaxed,
    max_record_size: maxRecordBytes,
  });
  // The error is read from `errored` after each write; without a listener it would end the process.
  parser.on('error', () => {});
  return parser;
}

/** The parser works while it is written to, so that its records are there at once. */
function drain(parser: Parser, path: string): string[][] {
  const records: string[][] = [];
  for (let record = parser.read(); record !== null; record = parser.read()) records.push(record);
  if (parser.errored) throw csvFailure(parser.errored, path);
  return records;
}

async function drainToEnd(parser: Parser, path: string): Promise<string[][]> {
  const records: string[][] = [];
  try {
    for await (const record of parser) records.push(record);
  } catch (error) {
    throw csvFailure(error, path);
  }
  return records;
}

/** The separator that the first line holds most of, outside of quotes; a comma when it holds none. */
export function findDelimiter(start: string, quote: string): string {
  const counts = new Map([',', ';', '\t', '|'].map((candidate) => [candidate, 0]));
  let isQuoted = false;
  for (const character of start) {
    if (character === quote) isQuoted = !isQuoted;
    else if (isQuoted) continue;
    else if (character === '\n' || character === '\r') break;
    else if (counts.has(character)) counts.set(character, (counts.get(character) ?? 0) + 1);
  }
  return [...counts].reduce((best, next) => (next[1] > best[1] ? next : best))[0];
}

function csvFailure(error: unknown, path: string): unknown {
  if (!(error instanceof CsvError)) return error;
  const line = typeof error.lines === 'number' ? error.lines : null;
  const place = line === null ? JSON.stringify(path) : `Line ${line} of ${JSON.stringify(path)}`;
  const details = { path, reason: error.code, ...(line === null ? {} : { line }) };
  return new TaskFailure(userFailure('invalid_csv', `${place} ${explain(error.code)}`, details));
}

function explain(code: string): string {
  switch (code) {
    case 'CSV_RECORD_INCONSISTENT_FIELDS_LENGTH':
    case 'CSV_RECORD_INCONSISTENT_COLUMNS':
      return 'has another number of cells than the lines before. Check the delimiter and the quotes, or set relaxed to true.';
    case 'CSV_QUOTE_NOT_CLOSED':
      return 'ends inside a quoted cell: a closing quote is missing.';
    case 'CSV_MAX_RECORD_SIZE':
      return 'belongs to a row of more than 16 MB: a closing quote is missing, or the line ends are not what they should be.';
    case 'INVALID_OPENING_QUOTE':
      return 'has a quote inside a cell that does not start with one. Double it and quote the cell, or set relaxed to true.';
    case 'CSV_INVALID_CLOSING_QUOTE':
      return 'has text after a closing quote. Double the quotes inside the cell, or set relaxed to true.';
    default:
      return `could not be read as CSV (${code}).`;
  }
}
