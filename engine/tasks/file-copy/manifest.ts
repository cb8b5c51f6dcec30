import * as z from 'zod';
import type { TaskManifest } from '../../workflow/catalog.ts';
import {
  commonFailureDocs,
  describePath,
  folderCapabilities,
  ifExistsParameter,
  pathParameter,
  patternParameter,
} from '../files/file-parameters.ts';
import { globProblems } from '../files/glob-problems.ts';

export const fileCopyParameters = z
  .strictObject({
    path: pathParameter('Path', 'The file or folder to copy.', ['report.json']).optional(),
    pattern: patternParameter.optional(),
    to: pathParameter('To', 'A file, or a folder (which ends with `/` or exists). With a pattern always a folder.', [
      'backup/',
      'copy.json',
    ]),
    recursive: z
      .boolean()
      .default(false)
      .meta({ title: 'Whole folders', description: 'Whether a folder may be copied, with all it holds.', widget: 'boolean' }),
    includeHidden: z
      .boolean()
      .default(false)
      .meta({ title: 'Hidden files', description: 'Whether a pattern matches names that start with a dot.', widget: 'boolean' }),
    ifExists: ifExistsParameter,
  })
  .refine((parameters) => (parameters.path === undefined) !== (parameters.pattern === undefined), {
    path: ['path'],
    message: 'give either path or pattern',
  });
export type FileCopyParameters = z.infer<typeof fileCopyParameters>;

export const movedFilesOutput = z.array(
  z.object({
    from: z.string().meta({ title: 'From', description: 'Where it was.' }),
    to: z.string().meta({ title: 'To', description: 'Where it is.' }),
  }),
);

export const fileCopyManifest: TaskManifest = {
  type: 'file.copy',
  version: 1,
  title: 'Copy files',
  category: 'file',
  icon: 'copy',
  summary: 'Copies a file, a folder, or the files that match a pattern.',
  docs: `Copies content and permissions; every file appears all or nothing. Missing folders are created. With a pattern the folders below its
first wildcard are kept: \`in/**/*.csv\` to \`out\` makes \`out/a/b.csv\` of \`in/a/b.csv\`. Empty folders are not copied.

Output: a list of \`{ from, to }\`, one per file; files skipped by \`ifExists: "skip"\` are not in it.

Failure codes:
${commonFailureDocs}
- \`file_exists\`: with \`ifExists: "fail"\`.
- \`folder_not_recursive\`: \`path\` is a folder and \`recursive\` is not set.
- \`invalid_target\`: a folder cannot be copied into itself.
- \`invalid_pattern\`, \`too_many_files\`: as for \`file.list\`.`,
  parameters: fileCopyParameters,
  check: globProblems,
  output: movedFilesOutput,
  ports: () => [],
  effects: 'external',
  idempotent: true,
  capabilities: (parameters) => folderCapabilities(parameters, ['path', 'pattern', 'to']),
  describe: (parameters) => describePath(parameters, 'path', 'pattern', 'to'),
  examples: [
    { title: 'One file into a folder', with: { path: 'report.json', to: 'backup/' } },
    { title: 'All tables, with their folders', with: { pattern: 'in/**/*.csv', to: 'out', ifExists: 'skip' } },
  ],
};
