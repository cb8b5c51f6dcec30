// The workflows that come with Millrace: a folder each, with `workflow.json`, `README.md` and the files its tasks read. Nothing is ever
// written there.
import { cp, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { isJsonObject, type JsonObject } from '../workflow/json.ts';
import { workflowIdPattern } from '../workflow/schema.ts';
import { isMissing, makePrivateDirectory, readTextIfThere } from './durable-files.ts';

export type TemplateFiles = {
  /** The name of its folder. */
  readonly id: string;
  readonly workflow: JsonObject;
  /** Markdown. */
  readonly readme: string;
};

export type Templates = {
  readonly list: () => Promise<readonly TemplateFiles[]>;
  readonly get: (id: string) => Promise<TemplateFiles | null>;
  /** Copies all but the workflow and its description into a folder, which is made when it is missing. */
  readonly copyFiles: (id: string, folder: string) => Promise<void>;
};

const workflowFile = 'workflow.json';
const readmeFile = 'README.md';

/** `folder`: an absolute path; null: no templates. */
export function createTemplates(folder: string | null): Templates {
  const get = async (id: string): Promise<TemplateFiles | null> => {
    if (folder === null || !workflowIdPattern.test(id)) return null;
    const text = await readTextIfThere(join(folder, id, workflowFile));
    if (text === null) return null;
    const workflow: unknown = JSON.parse(text);
    if (!isJsonObject(workflow)) throw new Error(`The template ${id} is no JSON object`);
    return { id, workflow, readme: (await readTextIfThere(join(folder, id, readmeFile))) ?? '' };
  };
  return {
    get,
    list: async () => {
      const names = folder === null ? [] : await readdir(folder).catch(missingAsNone);
      const found = await Promise.all(names.sort().map(get));
      return found.filter((template) => template !== null);
    },
    copyFiles: async (id, target) => {
      if (folder === null || !workflowIdPattern.test(id)) return;
      const source = join(folder, id);
      const names = (await readdir(source)).filter((name) => name !== workflowFile && name !== readmeFile);
      if (names.length === 0) return;
      await makePrivateDirectory(target);
      for (const name of names) await cp(join(source, name), join(target, name), { recursive: true });
    },
  };
}

function missingAsNone(error: unknown): string[] {
  if (isMissing(error)) return [];
  throw error;
}
