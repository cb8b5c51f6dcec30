// One record of a CSV file, which is a list of texts, as a row: named by the header, reduced to some columns, with types recognized.
import { userFailure } from '../../workflow/failure.ts';
import type { Json } from '../../workflow/json.ts';
import { TaskFailure } from '../execution.ts';

/** true: the first record names the columns. false: rows are lists. A list: the names, and the first record is data. */
export type CsvHeader = boolean | readonly string[];

export type RowBuilder = {
  /** Undefined for the record that is the header. */
  readonly build: (record: readonly string[]) => Json | undefined;
  /** Call it after the last record: complains about columns of an empty file. */
  readonly finish: () => void;
};

export type RowOptions = {
  readonly path: string;
  readonly header: CsvHeader;
  readonly types: 'auto' | 'text';
  readonly columns?: readonly string[] | undefined;
  readonly relaxed: boolean;
};

type Column = { readonly name: string; readonly index: number };

/** As keys they would reach past the row's own properties in careless code further down. */
const refusedNames: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

export function createRowBuilder(options: RowOptions): RowBuilder {
  const read = options.types === 'auto' ? recognize : (cell: string): Json => cell;
  if (options.header === false) return { build: (record) => record.map(read), finish: () => {} };
  let names = options.header === true ? null : nameColumns(options.header, options.path);
  let selected = names ? selectColumns(names, options) : null;
  return {
    build: (record) => {
      if (names === null || selected === null) {
        names = nameColumns(record, options.path);
        selected = selectColumns(names, options);
        return undefined;
      }
      if (record.length !== names.length && !options.relaxed) throw raggedFailure(record.length, names.length, options.path);
      return buildRow(record, selected, names.length, read, options);
    },
    finish: () => {
      if (names === null && options.columns) selectColumns([], options);
    },
  };
}

function buildRow(
  record: readonly string[],
  columns: readonly Column[],
  width: number,
  read: (cell: string) => Json,
  options: RowOptions,
): Json {
  const row: Record<string, Json> = {};
  for (const { name, index } of columns) {
    const cell = record[index];
    row[name] = cell === undefined ? null : read(cell);
  }
  if (record.length > width && !options.columns) {
    for (let index = width; index < record.length; index += 1) row[`column_${index + 1}`] = read(record[index] ?? '');
  }
  return row;
}

/** Every column gets a name of its own: an empty one its position, a repeated one a number. */
export function nameColumns(header: readonly string[], path: string): string[] {
  const seen = new Set<string>();
  return header.map((given, index) => {
    const base = given.trim() === '' ? `column_${index + 1}` : given.trim();
    if (refusedNames.has(base)) throw refusedName(base, path);
    let name = base;
    for (let count = 2; seen.has(name); count += 1) name = `${base}_${count}`;
    seen.add(name);
    return name;
  });
}

function selectColumns(names: readonly string[], { columns, path }: RowOptions): Column[] {
  const all = names.map((name, index) => ({ name, index }));
  if (!columns) return all;
  const missing = columns.find((name) => !names.includes(name));
  if (missing !== undefined) {
    const known =
      names.length === 0
        ? 'It has none.'
        : `It has ${names
            .slice(0, 50)
            .map((name) => JSON.stringify(name))
            .join(', ')}.`;
    const message = `${JSON.stringify(path)} has no column ${JSON.stringify(missing)}. ${known}`;
    throw new TaskFailure(userFailure('unknown_column', message, { path, column: missing }));
  }
  return columns.map((name) => ({ name, index: names.indexOf(name) }));
}

const numberPattern = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d{1,3})?$/;

/**
 * Numbers, booleans and null where a text is certainly one. What would not survive stays text: `007`, `+1`, `1,5`, and integers beyond
 * the safe range, which are identifiers. An empty cell is null.
 */
export function recognize(cell: string): Json {
  if (cell === '') return null;
  const first = cell.charCodeAt(0);
  if (first === 45 || (first >= 48 && first <= 57)) return recognizeNumber(cell);
  switch (cell) {
    case 'true':
    case 'TRUE':
    case 'True':
      return true;
    case 'false':
    case 'FALSE':
    case 'False':
      return false;
    case 'null':
    case 'NULL':
      return null;
    default:
      return cell;
  }
}

function recognizeNumber(cell: string): Json {
  if (cell.length > 25 || !numberPattern.test(cell)) return cell;
  const value = Number(cell);
  return Number.isFinite(value) && Math.abs(value) <= Number.MAX_SAFE_INTEGER ? value : cell;
}

function refusedName(name: string, path: string): TaskFailure {
  const message = `A column of ${JSON.stringify(path)} is called "${name}", which cannot be the name of a field. Give header a list of other names and skip 1 row.`;
  return new TaskFailure(userFailure('invalid_csv', message, { path, column: name }));
}

function raggedFailure(found: number, expected: number, path: string): TaskFailure {
  const message = `The first row of ${JSON.stringify(path)} has ${found} cells, but header names ${expected}. Name them all, or set relaxed to true.`;
  return new TaskFailure(userFailure('invalid_csv', message, { path }));
}
