import * as z from 'zod';
import type { TaskManifest } from '../../workflow/catalog.ts';
import { commonFailureDocs, describePath, folderCapabilities, pathParameter } from '../files/file-parameters.ts';
import { jsonParameter } from '../files/json-parameter.ts';

export const fileAppendParameters = z.strictObject({
  path: pathParameter('Path', 'The file to add to. It and its folders are created when missing.', ['log.txt', 'events.jsonl']),
  content: jsonParameter.meta({
    title: 'Content',
    description: 'What is added at the end.',
    widget: 'json',
    examples: ['{{ inputs.line }}'],
  }),
  as: z.enum(['text', 'jsonLines']).optional().meta({
    title: 'Write as',
    description:
      'By default text is added as it is, and any other value as one line of JSON. `jsonLines` adds each element of a list as a line, or a single value as one.',
    widget: 'choice',
  }),
});
export type FileAppendParameters = z.infer<typeof fileAppendParameters>;

export const fileAppendManifest: TaskManifest = {
  type: 'file.append',
  version: 1,
  title: 'Append to file',
  category: 'file',
  icon: 'file-plus',
  summary: 'Adds text or JSON lines at the end of a file.',
  docs: `Adds to the end of a file, in one write that is forced to disk. Text is added as it is: end it with a line break where lines are meant.
JSON lines start on a line of their own.

Running it twice adds twice: after a restart an interrupted attempt fails, unless \`onInterrupt\` says \`retry\`.

Output: \`{ path, sizeBytes }\`, the size of the whole file afterwards.

Failure codes:
${commonFailureDocs}`,
  parameters: fileAppendParameters,
  output: z.object({ path: z.string(), sizeBytes: z.int() }),
  ports: () => [],
  effects: 'external',
  idempotent: false,
  capabilities: (parameters) => folderCapabilities(parameters, ['path']),
  describe: (parameters) => describePath(parameters, 'path'),
  examples: [
    { title: 'A line of a log', with: { path: 'log.txt', content: 'done\n' } },
    { title: 'An event', with: { path: 'events.jsonl', as: 'jsonLines', content: { kind: 'sold', count: 2 } } },
  ],
};
