import * as z from 'zod';
import type { TaskManifest } from '../../workflow/catalog.ts';
import { commonFailureDocs, describePath, folderCapabilities, ifExistsParameter, pathParameter } from '../files/file-parameters.ts';

const name = z.string().max(1000);

export const fileReadCsvParameters = z
  .strictObject({
    path: pathParameter('Path', 'The CSV file to read.', ['orders.csv', 'inbox/sales.tsv']),
    delimiter: z
      .string()
      .regex(/^(?:auto|[^"\r\n])$/u, 'must be "auto" or one character')
      .default('auto')
      .meta({
        title: 'Delimiter',
        description: 'What separates cells. `auto` takes the one of comma, semicolon, tab and `|` that the first line holds most of.',
        widget: 'text',
        examples: ['auto', ',', ';', '\t'],
      }),
    header: z
      .union([z.boolean(), z.array(name).min(1).max(10_000)])
      .default(true)
      .meta({
        title: 'Header',
        description:
          'true: the first line names the columns. false: rows are lists. A list: the names of the columns, the first line is data.',
        widget: 'json',
      }),
    quote: z
      .string()
      .regex(/^[^\r\n]?$/u, 'must be one character, or empty')
      .default('"')
      .meta({ title: 'Quote', description: 'The character around cells that hold the delimiter. Empty: none.', widget: 'text' }),
    encoding: z
      .enum(['utf-8', 'latin1'])
      .default('utf-8')
      .meta({ title: 'Encoding', description: '`latin1` is read as Windows-1252, as spreadsheets write it.', widget: 'choice' }),
    types: z.enum(['auto', 'text']).default('auto').meta({
      title: 'Types',
      description:
        '`auto` recognizes numbers, booleans and null (an empty cell is null); `007` and very long numbers stay text. `text` leaves every cell text.',
      widget: 'choice',
    }),
    columns: z
      .array(name)
      .min(1)
      .max(10_000)
      .optional()
      .meta({
        title: 'Columns',
        description: 'Only these columns, in this order. Default: all.',
        widget: 'list',
        examples: [['id', 'total']],
      }),
    skip: z
      .int()
      .min(0)
      .default(0)
      .meta({ title: 'Skip', description: 'Rows passed over at the start, not counting the header.', widget: 'number' }),
    limit: z.int().min(0).optional().meta({ title: 'Limit', description: 'At most this many rows. Default: all.', widget: 'number' }),
    maxRows: z.int().min(1).max(10_000_000).default(1_000_000).meta({
      title: 'Most rows',
      description: 'A file with more fails instead of filling the memory. Does not count with `saveTo`.',
      widget: 'number',
    }),
    relaxed: z.boolean().default(false).meta({
      title: 'Relaxed',
      description:
        'Accepts rows with fewer cells (the rest is null), with more (they are called `column_4` …), and quotes inside of cells.',
      widget: 'boolean',
    }),
    saveTo: pathParameter('Save to', 'Writes the rows to this file instead of giving them; memory does not grow with the file.', [
      'orders.jsonl',
    ]).optional(),
    as: z.enum(['jsonLines']).default('jsonLines').meta({ title: 'Save as', description: 'How `saveTo` is written.', widget: 'choice' }),
    ifExists: ifExistsParameter,
  })
  .refine((parameters) => !(parameters.columns && parameters.header === false), {
    path: ['columns'],
    message: 'columns needs a header: set header to true or to a list of names',
  })
  .refine((parameters) => parameters.quote !== parameters.delimiter, { path: ['quote'], message: 'quote and delimiter must differ' });
export type FileReadCsvParameters = z.infer<typeof fileReadCsvParameters>;

export const fileReadCsvManifest: TaskManifest = {
  type: 'file.readCsv',
  version: 1,
  title: 'Read CSV',
  category: 'file',
  icon: 'table',
  summary: 'Reads a table from a CSV file, of any size.',
  docs: `Reads comma-separated values: quoted cells with delimiters, quotes and line breaks inside, any line ends, a byte order mark. Empty lines
are passed over.

Output: a list of rows. With a header they are objects (\`{ "id": 7, "name": "Ada" }\`), without one lists. A repeated name gets a number
(\`name_2\`), an empty one its position (\`column_3\`).

With \`saveTo\` the rows are written to a JSON lines file, all or nothing, and \`{ path, rows }\` comes out. This takes files of many
gigabytes with the same small memory.

Failure codes:
${commonFailureDocs}
- \`invalid_csv\`: a row has another number of cells than those before, or a quote is not closed; the line is named.
- \`invalid_encoding\`: the bytes are not in the encoding.
- \`unknown_column\`: \`columns\` names one that is not there.
- \`too_many_rows\`: more than \`maxRows\`.
- \`file_exists\`: \`saveTo\` is there and \`ifExists\` is \`fail\`.`,
  parameters: fileReadCsvParameters,
  ports: () => [],
  effects: 'external',
  idempotent: true,
  reads: ({ path }) => (typeof path === 'string' ? [path] : []),
  capabilities: (parameters) => folderCapabilities(parameters, ['path', 'saveTo']),
  describe: (parameters) => describePath(parameters, 'path', 'saveTo'),
  examples: [
    { title: 'A table with a header', with: { path: 'orders.csv' } },
    { title: 'A large file into JSON lines', with: { path: 'big.csv', delimiter: ';', columns: ['id', 'total'], saveTo: 'big.jsonl' } },
  ],
};
