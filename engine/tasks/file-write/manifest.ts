import * as z from 'zod';
import type { TaskManifest } from '../../workflow/catalog.ts';
import { commonFailureDocs, describePath, folderCapabilities, ifExistsParameter, pathParameter } from '../files/file-parameters.ts';
import { jsonParameter } from '../files/json-parameter.ts';

export const fileWriteParameters = z.strictObject({
  path: pathParameter('Path', 'The file to write. Missing folders are created.', ['report.json', 'out/{{ run.slot.date }}.txt']),
  content: jsonParameter.meta({
    title: 'Content',
    description: 'What is written: text, or a value that is written as JSON.',
    widget: 'json',
    examples: ['{{ tasks.fetch.output.body }}'],
  }),
  as: z.enum(['text', 'json', 'jsonLines', 'base64']).optional().meta({
    title: 'Write as',
    description:
      'By default text is written as it is and everything else as JSON. `jsonLines` writes each element of a list as a line; `base64` writes the bytes that the text stands for.',
    widget: 'choice',
  }),
  ifExists: ifExistsParameter,
});
export type FileWriteParameters = z.infer<typeof fileWriteParameters>;

export const writtenFileOutput = z.object({
  path: z.string().meta({ title: 'Path', description: 'Relative to the workflow’s folder where it lies below it.' }),
  sizeBytes: z.int().meta({ title: 'Size', description: 'Of the file, in bytes.' }),
});

export const fileWriteManifest: TaskManifest = {
  type: 'file.write',
  version: 1,
  title: 'Write file',
  category: 'file',
  icon: 'file-pen',
  summary: 'Writes text, JSON, JSON lines or bytes to a file, all or nothing.',
  docs: `Writes a file so that readers see the old content or the new one, never a part: the content goes to a temporary file in the same
folder, is forced to disk and renamed. Missing folders are created; a file that is replaced keeps its permissions.

Output: \`{ path, sizeBytes }\`. With \`ifExists: "skip"\` the existing file stays and its size comes out.

Failure codes:
${commonFailureDocs}
- \`file_exists\`: with \`ifExists: "fail"\`.
- \`invalid_content\`: the content does not fit \`as\`.`,
  parameters: fileWriteParameters,
  output: writtenFileOutput,
  ports: () => [],
  effects: 'external',
  idempotent: true,
  capabilities: (parameters) => folderCapabilities(parameters, ['path']),
  describe: (parameters) => describePath(parameters, 'path'),
  examples: [
    { title: 'A report as JSON', with: { path: 'out/report.json', content: { orders: 3, total: 120.5 } } },
    { title: 'A text, only once', with: { path: 'note.txt', content: 'First run', ifExists: 'skip' } },
  ],
};
