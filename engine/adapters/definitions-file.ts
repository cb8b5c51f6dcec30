// `workflows/<id>.json`, one readable file each, and `versions/<sha256>.json`. Ids and hashes are checked before they become paths.
import { statSync } from 'node:fs';
import { mkdir, readdir, rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Json } from '../workflow/json.ts';
import { workflowIdPattern } from '../workflow/schema.ts';
import type { Definitions, DefinitionText } from './definitions.ts';
import { isMissing, makePrivateDirectory, readTextIfThere, replaceFile, syncDirectory } from './durable-files.ts';

const extension = '.json';
const sha256 = /^[0-9a-f]{64}$/;

export function createFileDefinitions(dataDir: string, now: () => number): Definitions {
  const workflows = join(dataDir, 'workflows');
  const versions = join(dataDir, 'versions');
  const known = new Set<string>();
  const settled = new SettledTexts(now);
  return {
    list: () => listTexts(workflows),
    get: (id) => settled.read(workflows, id),
    save: async (id, text) => {
      if (!workflowIdPattern.test(id)) throw new Error(`${id} is no id of a workflow`);
      await makePrivateDirectory(workflows);
      await replaceFile(join(workflows, `${id}${extension}`), text);
      settled.lookAgain(id);
    },
    delete: (id) => {
      settled.lookAgain(id);
      return moveAside(dataDir, id, now());
    },
    keepVersion: async (hash, workflow) => {
      if (known.has(hash)) return;
      await keep(versions, hash, workflow);
      known.add(hash);
    },
    version: async (hash) => {
      const text = sha256.test(hash) ? await readTextIfThere(join(versions, `${hash}${extension}`)) : null;
      return text === null ? null : parseVersion(hash, text);
    },
  };
}

function parseVersion(hash: string, text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch (error) {
    throw new Error(`versions/${hash}${extension} is damaged (${error instanceof Error ? error.message : String(error)})`);
  }
}

async function listTexts(folder: string): Promise<readonly DefinitionText[]> {
  const names = await readdir(folder).catch(() => []);
  const ids = names.filter((name) => name.endsWith(extension)).map((name) => name.slice(0, -extension.length));
  const texts: DefinitionText[] = [];
  for (const id of ids.sort()) {
    const found = await readText(folder, id);
    if (found) texts.push(found);
  }
  return texts;
}

/** A file that changed this shortly ago may change again without showing it: clocks of file systems tick a few milliseconds apart. */
const restlessMs = 2000;
const remembered = 64;

/** Texts whose files are as they were when they were read: what runs again and again is looked at, and not read again. */
class SettledTexts {
  readonly #now: () => number;
  readonly #texts = new Map<string, { readonly stamp: string; readonly found: DefinitionText }>();
  /** Looked at in this turn: whoever asks in the same turn sent its request before. */
  readonly #looked = new Map<string, DefinitionText>();

  constructor(now: () => number) {
    this.#now = now;
  }

  async read(folder: string, id: string): Promise<DefinitionText | null> {
    const justFound = this.#looked.get(id);
    if (justFound) return justFound;
    if (!workflowIdPattern.test(id)) return null;
    // Asked at once: a question to the thread pool costs twenty times as much, and every start of a run asks.
    const file = statSync(join(folder, `${id}${extension}`), { throwIfNoEntry: false });
    const stamp = file && [file.ino, file.size, file.mtimeMs, file.ctimeMs].join(' ');
    const before = this.#texts.get(id);
    if (before && before.stamp === stamp) return this.#keepForThisTurn(id, before.found);
    this.#texts.delete(id);
    const found = await readText(folder, id);
    if (found && file && stamp && this.#now() - Math.max(file.mtimeMs, file.ctimeMs) > restlessMs) this.#remember(id, stamp, found);
    return found;
  }

  lookAgain(id: string): void {
    this.#looked.delete(id);
  }

  #keepForThisTurn(id: string, found: DefinitionText): DefinitionText {
    if (this.#looked.size === 0) setImmediate(() => this.#looked.clear());
    this.#looked.set(id, found);
    return found;
  }

  #remember(id: string, stamp: string, found: DefinitionText): void {
    const oldest = this.#texts.keys().next();
    if (this.#texts.size >= remembered && !oldest.done) this.#texts.delete(oldest.value);
    this.#texts.set(id, { stamp, found });
  }
}

async function readText(folder: string, id: string): Promise<DefinitionText | null> {
  if (!workflowIdPattern.test(id)) return null;
  const path = join(folder, `${id}${extension}`);
  const text = await readTextIfThere(path);
  if (text === null) return null;
  return { id, text, modifiedAt: Math.round((await stat(path)).mtimeMs) };
}

async function moveAside(dataDir: string, id: string, now: number): Promise<string | null> {
  if (!workflowIdPattern.test(id)) return null;
  const backups = join(dataDir, 'backups');
  await mkdir(backups, { recursive: true, mode: 0o700 });
  const target = join(backups, `${id}-${new Date(now).toISOString().replace(/[:.]/g, '-')}${extension}`);
  try {
    await rename(join(dataDir, 'workflows', `${id}${extension}`), target);
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
  await syncDirectory(backups);
  return target;
}

async function keep(folder: string, hash: string, workflow: Json): Promise<void> {
  if (!sha256.test(hash)) throw new Error(`${hash} is no SHA-256`);
  const path = join(folder, `${hash}${extension}`);
  const text = `${JSON.stringify(workflow, null, 2)}\n`;
  const before = await readTextIfThere(path);
  if (before !== null && isJson(before)) return;
  await makePrivateDirectory(folder);
  // What is damaged is kept beside, and runs that need it can go on again.
  if (before !== null) await rename(path, `${path}.damaged`);
  await replaceFile(path, text);
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
