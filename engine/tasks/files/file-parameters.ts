// Parameters that several file tasks share, and what can be read from them without running anything.
import * as z from 'zod';
import type { Capability } from '../../workflow/catalog.ts';
import type { JsonObject } from '../../workflow/json.ts';

const maxPathLength = 4096;

/** A path parameter: relative to the workflow's folder, or absolute inside an allowed folder. */
export function pathParameter(title: string, description: string, examples: readonly string[]) {
  return z
    .string()
    .min(1)
    .max(maxPathLength)
    .meta({ title, description, widget: 'path', examples: [...examples] });
}

/** Either a path or a glob pattern names what a task works on. */
export const patternParameter = z
  .string()
  .min(1)
  .max(maxPathLength)
  .meta({
    title: 'Pattern',
    description:
      'A glob relative to the workflow’s folder: `*` and `?` inside a name, `**` for folders at any depth, `[a-z]`, `[!a-z]` and `{a,b}`. Instead of `path`.',
    widget: 'text',
    examples: ['inbox/**/*.csv', 'reports/*.{json,csv}'],
  });

export const ifExistsParameter = z
  .enum(['replace', 'fail', 'skip'])
  .default('replace')
  .meta({ title: 'If it exists', description: 'What happens to a file that is already there.', widget: 'choice' });

export type IfExists = z.infer<typeof ifExistsParameter>;

/** What every file task may fail with, as a Markdown list for the documentation. */
export const commonFailureDocs = `
- \`path_not_allowed\`: the path, with its symbolic links followed, leads outside the folders the workflow may use. Add the folder to \`permissions.folders\`.
- \`file_not_found\`, \`not_a_file\`, \`not_a_folder\`: something else is, or nothing is, at that path.
- \`permission_denied\`: the operating system refuses.
- \`disk_full\`, \`too_many_open_files\`, \`file_error\` (transient): the disk or the system could not do it; a retry may help.`;

/** The folders that the named parameters lead to. `*` where an expression decides. */
export function folderCapabilities(parameters: JsonObject, names: readonly string[]): readonly Capability[] {
  const folders = new Set<string>();
  for (const name of names) {
    const value = Object.hasOwn(parameters, name) ? parameters[name] : undefined;
    if (typeof value === 'string' && value !== '') folders.add(folderOf(value));
  }
  return [...folders].map((value) => ({ kind: 'folder', value }));
}

function folderOf(path: string): string {
  if (path.includes('{{')) return '*';
  const parts = path.split('/');
  const firstGlob = parts.findIndex((part) => /[*?[{]/.test(part));
  const folder = parts.slice(0, firstGlob === -1 ? -1 : firstGlob).join('/');
  return folder === '' ? (path.startsWith('/') ? '/' : '.') : folder;
}

/** The path or pattern as the line under the task's name. */
export function describePath(parameters: JsonObject, ...names: readonly string[]): string {
  const texts = names.map((name) => (Object.hasOwn(parameters, name) ? parameters[name] : undefined));
  return texts.filter((text): text is string => typeof text === 'string' && text !== '').join(' → ');
}
