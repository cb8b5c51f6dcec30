import * as z from 'zod';
import type { TaskManifest } from '../../workflow/catalog.ts';
import { commonFailureDocs, describePath, folderCapabilities, pathParameter, patternParameter } from '../files/file-parameters.ts';
import { globProblems } from '../files/glob-problems.ts';

export const fileDeleteParameters = z
  .strictObject({
    path: pathParameter('Path', 'The file or folder to delete.', ['tmp/export.csv']).optional(),
    pattern: patternParameter.optional(),
    recursive: z.boolean().default(false).meta({
      title: 'Whole folders',
      description: 'Whether a folder that is not empty may be deleted, with all it holds.',
      widget: 'boolean',
    }),
    includeHidden: z
      .boolean()
      .default(false)
      .meta({ title: 'Hidden files', description: 'Whether a pattern matches names that start with a dot.', widget: 'boolean' }),
    missingOk: z
      .boolean()
      .default(false)
      .meta({ title: 'May be missing', description: 'Whether it is fine when there is nothing at `path`.', widget: 'boolean' }),
  })
  .refine((parameters) => (parameters.path === undefined) !== (parameters.pattern === undefined), {
    path: ['path'],
    message: 'give either path or pattern',
  });
export type FileDeleteParameters = z.infer<typeof fileDeleteParameters>;

export const fileDeleteManifest: TaskManifest = {
  type: 'file.delete',
  version: 1,
  title: 'Delete files',
  category: 'file',
  icon: 'trash-2',
  summary: 'Deletes a file, a folder, or the files that match a pattern.',
  docs: `Deletes for good; there is no bin. A pattern deletes files only, and none is fine. A link is deleted as a link: what it leads to stays.
The workflow's own folder, the folders of \`permissions.folders\` and whatever holds them are never deleted.

Output: a list of \`{ path }\`, one per thing deleted.

Failure codes:
${commonFailureDocs}
- \`folder_not_empty\`: the folder holds something and \`recursive\` is not set.
- \`invalid_pattern\`, \`too_many_files\`: as for \`file.list\`.`,
  parameters: fileDeleteParameters,
  check: globProblems,
  output: z.array(z.object({ path: z.string() })),
  ports: () => [],
  effects: 'external',
  idempotent: true,
  capabilities: (parameters) => folderCapabilities(parameters, ['path', 'pattern']),
  describe: (parameters) => describePath(parameters, 'path', 'pattern'),
  examples: [
    { title: 'A file that may be gone already', with: { path: 'tmp/export.csv', missingOk: true } },
    { title: 'A folder with all it holds', with: { path: 'tmp', recursive: true } },
  ],
};
