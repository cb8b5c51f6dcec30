import * as z from 'zod';
import type { TaskManifest } from '../../workflow/catalog.ts';
import { movedFilesOutput } from '../file-copy/manifest.ts';
import {
  commonFailureDocs,
  describePath,
  folderCapabilities,
  ifExistsParameter,
  pathParameter,
  patternParameter,
} from '../files/file-parameters.ts';
import { globProblems } from '../files/glob-problems.ts';

export const fileMoveParameters = z
  .strictObject({
    path: pathParameter('Path', 'The file or folder to move or rename.', ['inbox/orders.csv']).optional(),
    pattern: patternParameter.optional(),
    to: pathParameter('To', 'The new path, or a folder (which ends with `/` or exists). With a pattern always a folder.', ['done/']),
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
export type FileMoveParameters = z.infer<typeof fileMoveParameters>;

export const fileMoveManifest: TaskManifest = {
  type: 'file.move',
  version: 1,
  title: 'Move files',
  category: 'file',
  icon: 'folder-input',
  summary: 'Moves or renames a file, a folder, or the files that match a pattern.',
  docs: `Renames, which is one step on the same disk; to another disk it copies first and deletes then. Missing folders are created. With a
pattern the folders below its first wildcard are kept. A link is moved as a link. A file replaces a file, but nothing replaces a folder.

Running it twice does not do the same: after a restart an interrupted attempt fails, unless \`onInterrupt\` says \`retry\`.

Output: a list of \`{ from, to }\`, one per thing moved; those skipped by \`ifExists: "skip"\` are not in it.

Failure codes:
${commonFailureDocs}
- \`file_exists\`: with \`ifExists: "fail"\`, or a folder is in the way.
- \`invalid_target\`: a folder cannot be moved into itself.
- \`invalid_pattern\`, \`too_many_files\`: as for \`file.list\`.`,
  parameters: fileMoveParameters,
  check: globProblems,
  output: movedFilesOutput,
  ports: () => [],
  effects: 'external',
  idempotent: false,
  capabilities: (parameters) => folderCapabilities(parameters, ['path', 'pattern', 'to']),
  describe: (parameters) => describePath(parameters, 'path', 'pattern', 'to'),
  examples: [
    { title: 'Rename', with: { path: 'draft.txt', to: 'final.txt', ifExists: 'fail' } },
    { title: 'Put aside what was processed', with: { pattern: 'inbox/*.csv', to: 'done' } },
  ],
};
