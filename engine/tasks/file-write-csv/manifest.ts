import * as z from 'zod';
import type { TaskManifest } from '../../workflow/catalog.ts';
import { commonFailureDocs, describePath, folderCapabilities, ifExistsParameter, pathParameter } from '../files/file-parameters.ts';
import { jsonElement } from '../files/json-parameter.ts';

export const fileWriteCsvParameters = z
  .strictObject({
    path: pathParameter('Path', 'The CSV file to write. Missing folders are created.', ['out/report.csv']),
    rows: z
      .array(jsonElement)
      .optional()
      .meta({ title: 'Rows', description: 'Objects, or lists of cells.', widget: 'json', examples: ['{{ tasks.load.output }}'] }),
    from: pathParameter('From', 'A JSON lines or CSV file whose rows are written, instead of `rows`; it may be of any size.', [
      'orders.jsonl',
    ]).optional(),
    columns: z
      .array(z.string().max(1000))
      .min(1)
      .max(10_000)
      .optional()
      .meta({
        title: 'Columns',
        description:
          'The columns, in this order; other fields are left out. Default: every field of `rows` in order of appearance, or the fields of the first row of `from`.',
        widget: 'list',
        examples: [['id', 'total']],
      }),
    header: z
      .boolean()
      .default(true)
      .meta({ title: 'Header', description: 'Whether the first line names the columns.', widget: 'boolean' }),
    delimiter: z
      .string()
      .regex(/^[^"\r\n]$/u, 'must be one character')
      .default(',')
      .meta({ title: 'Delimiter', description: 'What separates cells.', widget: 'text', examples: [',', ';', '\t'] }),
    lineEnd: z
      .enum(['lf', 'crlf'])
      .default('lf')
      .meta({ title: 'Line ends', description: '`crlf` for Windows programs.', widget: 'choice' }),
    byteOrderMark: z
      .boolean()
      .default(false)
      .meta({ title: 'Byte order mark', description: 'Makes Excel read the file as UTF-8.', widget: 'boolean' }),
    escapeFormulas: z.boolean().default(false).meta({
      title: 'Escape formulas',
      description:
        'Puts an apostrophe before texts that start with = + - @, which a spreadsheet would run as a formula. Use it for values from strangers.',
      widget: 'boolean',
    }),
    ifExists: ifExistsParameter,
  })
  .refine((parameters) => (parameters.rows === undefined) !== (parameters.from === undefined), {
    path: ['rows'],
    message: 'give either rows or from',
  });
export type FileWriteCsvParameters = z.infer<typeof fileWriteCsvParameters>;

export const fileWriteCsvManifest: TaskManifest = {
  type: 'file.writeCsv',
  version: 1,
  title: 'Write CSV',
  category: 'file',
  icon: 'sheet',
  summary: 'Writes a table to a CSV file, of any size.',
  docs: `Writes rows as comma-separated values by RFC 4180: cells with delimiters, quotes, line breaks or outer spaces are quoted, quotes inside
are doubled. The file is written all or nothing. Null becomes an empty cell; lists and objects become JSON.

With \`from\` the rows come from another file (\`.csv\`, \`.tsv\` and \`.txt\` are read as CSV with a header and cells left as text, everything else as JSON lines)
and memory does not grow with it.

Output: \`{ path, rows }\`. With \`ifExists: "skip"\` and an existing file, \`rows\` is 0.

Failure codes:
${commonFailureDocs}
- \`unknown_column\`: a later row of \`from\` has a field that the first had not. Name all in \`columns\`.
- \`invalid_content\`: a row of \`from\` is neither an object nor a list.
- \`invalid_json\`, \`invalid_csv\`: \`from\` could not be read.
- \`file_exists\`: with \`ifExists: "fail"\`.`,
  parameters: fileWriteCsvParameters,
  output: z.object({ path: z.string(), rows: z.int() }),
  ports: () => [],
  effects: 'external',
  idempotent: true,
  capabilities: (parameters) => folderCapabilities(parameters, ['path', 'from']),
  describe: (parameters) => describePath(parameters, 'from', 'path'),
  examples: [
    {
      title: 'Two rows',
      with: {
        path: 'out/report.csv',
        rows: [
          { id: 1, total: 9.5 },
          { id: 2, total: 3 },
        ],
      },
    },
    { title: 'A large file for Excel', with: { path: 'big.csv', from: 'big.jsonl', delimiter: ';', lineEnd: 'crlf', byteOrderMark: true } },
  ],
};
