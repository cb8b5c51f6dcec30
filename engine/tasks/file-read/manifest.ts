import * as z from 'zod';
import type { TaskManifest } from '../../workflow/catalog.ts';
import { commonFailureDocs, describePath, folderCapabilities, pathParameter } from '../files/file-parameters.ts';

export const fileReadParameters = z.strictObject({
  path: pathParameter('Path', 'The file to read.', ['orders.json', 'inbox/today.txt']),
  as: z.enum(['text', 'json', 'jsonLines', 'lines', 'base64']).optional().meta({
    title: 'Read as',
    description:
      'What comes out. By default the extension decides: `.json` is JSON, `.jsonl` and `.ndjson` are JSON lines, the rest is text.',
    widget: 'choice',
  }),
  maxBytes: z
    .int()
    .min(1)
    .max(500_000_000)
    .default(50_000_000)
    .meta({ title: 'Largest size', description: 'A larger file (in bytes) is refused instead of filling the memory.', widget: 'number' }),
});
export type FileReadParameters = z.infer<typeof fileReadParameters>;

export const fileReadManifest: TaskManifest = {
  type: 'file.read',
  version: 1,
  title: 'Read file',
  category: 'file',
  icon: 'file-text',
  summary: 'Reads a file as text, JSON, JSON lines, lines or base64.',
  docs: `Reads a whole file. Text has to be UTF-8; a byte order mark is removed.

| \`as\` | output |
|---|---|
| \`text\` | the text |
| \`json\` | the value |
| \`jsonLines\` | a list with one value per line; empty lines are passed over |
| \`lines\` | a list of texts, without line ends |
| \`base64\` | the bytes as base64 text |

For large tables use \`file.readCsv\`.

Failure codes:
${commonFailureDocs}
- \`file_too_large\`: the file is larger than \`maxBytes\`.
- \`invalid_encoding\`: the bytes are not UTF-8.
- \`invalid_json\`: the text is not JSON; the line is named.`,
  parameters: fileReadParameters,
  ports: () => [],
  effects: 'external',
  idempotent: true,
  reads: ({ path }) => (typeof path === 'string' ? [path] : []),
  capabilities: (parameters) => folderCapabilities(parameters, ['path']),
  describe: (parameters) => describePath(parameters, 'path'),
  examples: [
    { title: 'A JSON document', with: { path: 'orders.json' } },
    { title: 'A log, line by line', with: { path: 'logs/app.log', as: 'lines', maxBytes: 1_000_000 } },
  ],
};
