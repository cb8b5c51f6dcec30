import * as z from 'zod';
import type { TaskManifest } from '../../workflow/catalog.ts';
import { commonFailureDocs, describePath, folderCapabilities, pathParameter, patternParameter } from '../files/file-parameters.ts';
import { globProblems } from '../files/glob-problems.ts';

export const fileListParameters = z
  .strictObject({
    path: pathParameter('Folder', 'The folder to list. Default, without a pattern: the workflow’s folder.', ['inbox']).optional(),
    pattern: patternParameter.optional(),
    recursive: z.boolean().default(false).meta({
      title: 'With subfolders',
      description: 'Whether the folder’s subfolders are listed too. A pattern decides for itself, with `**`.',
      widget: 'boolean',
    }),
    kind: z.enum(['file', 'folder', 'any']).default('file').meta({ title: 'Kind', description: 'What is listed.', widget: 'choice' }),
    includeHidden: z.boolean().default(false).meta({
      title: 'Hidden files',
      description: 'Whether names that start with a dot are listed, and folders of such names entered.',
      widget: 'boolean',
    }),
    sortBy: z.enum(['name', 'modifiedAt', 'sizeBytes']).default('name').meta({
      title: 'Sort by',
      description: '`name` sorts by the whole path; where others are equal the path decides.',
      widget: 'choice',
    }),
    order: z
      .enum(['ascending', 'descending'])
      .default('ascending')
      .meta({ title: 'Order', description: 'Smallest first, or largest first.', widget: 'choice' }),
    limit: z
      .int()
      .min(0)
      .max(100_000)
      .optional()
      .meta({ title: 'Limit', description: 'At most this many, after sorting. Default: all.', widget: 'number' }),
  })
  .refine((parameters) => parameters.path === undefined || parameters.pattern === undefined, {
    path: ['pattern'],
    message: 'give either path or pattern; a pattern may begin with a folder: "inbox/*.csv"',
  });
export type FileListParameters = z.infer<typeof fileListParameters>;

const listedEntry = z.object({
  path: z.string().meta({ title: 'Path', description: 'Relative to the workflow’s folder where it lies below it.' }),
  name: z.string().meta({ title: 'Name', description: 'The last part of the path.' }),
  sizeBytes: z.int().meta({ title: 'Size', description: 'In bytes; 0 for a folder.' }),
  modifiedAt: z.string().meta({ title: 'Modified', description: 'ISO 8601, UTC.' }),
  kind: z.enum(['file', 'folder']).meta({ title: 'Kind', description: 'What it is.' }),
});

export const fileListManifest: TaskManifest = {
  type: 'file.list',
  version: 1,
  title: 'List files',
  category: 'file',
  icon: 'folder-search',
  summary: 'Lists the files of a folder, or those that match a pattern.',
  docs: `Lists files with their size and time, always in the same order. Hidden files are left out unless \`includeHidden\` is set.
A symbolic link is listed as what it leads to if that lies inside the allowed folders, and left out otherwise; linked folders are not entered.

Output: a list of \`{ path, name, sizeBytes, modifiedAt, kind }\`; empty if nothing matches.

Failure codes:
${commonFailureDocs}
- \`invalid_pattern\`: the pattern cannot be read.
- \`too_many_files\`: more than 100,000 match.`,
  parameters: fileListParameters,
  check: globProblems,
  output: z.array(listedEntry),
  ports: () => [],
  effects: 'external',
  idempotent: true,
  capabilities: (parameters) =>
    Object.hasOwn(parameters, 'path')
      ? folderCapabilities({ path: `${String(parameters.path)}/` }, ['path'])
      : folderCapabilities({ pattern: './*', ...parameters }, ['pattern']),
  describe: (parameters) => describePath(parameters, 'path', 'pattern'),
  examples: [
    { title: 'All CSV files, at any depth', with: { pattern: 'inbox/**/*.csv' } },
    { title: 'The ten newest files', with: { path: 'inbox', sortBy: 'modifiedAt', order: 'descending', limit: 10 } },
  ],
};
