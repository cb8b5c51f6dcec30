// Is the content of blobs and definitions what their names say, and is everything there that runs refer to?
import { join } from 'node:path';
import { canonicalJson } from '../../run/cache-key.ts';
import type { Json } from '../../workflow/json.ts';
import { blobPath, hashOf, listBlobs } from '../blobs-file.ts';
import { isMissing, readWholeFile } from '../durable-files.ts';
import { damage, type Finding, note } from './finding.ts';
import { type InspectedPlace, namesIn } from './folder.ts';
import type { KnownRuns, Reference } from './known-runs.ts';

const versionName = /^([0-9a-f]{64})\.json$/;

export async function* checkBlobs({ dataDir, files }: InspectedPlace, known: KnownRuns): AsyncGenerator<Finding> {
  const folder = join(dataDir, 'blobs');
  const found = new Set<string>();
  for await (const hashes of listBlobs({ folder, files })) {
    for (const hash of hashes) {
      const file = `blobs/${hash.slice(0, 2)}/${hash}`;
      const bytes = await readWholeFile(blobPath(folder, hash), files).catch((error: unknown) => error as Error);
      if (bytes instanceof Error && isMissing(bytes)) continue;
      found.add(hash);
      const remedy = 'restore it from a backup; a task that gives the same value again puts it right';
      const user = known.blobs.get(hash);
      const whose = user ? ` of run ${user.run}` : ', which no run refers to';
      if (bytes instanceof Error) yield damage(file, { meaning: `a large value${whose} cannot be read (${bytes.message})`, remedy });
      else if (hashOf(bytes) !== hash) yield damage(file, { meaning: `a large value${whose} is not what was written`, remedy });
    }
  }
  for (const [hash, { run }] of known.blobs) {
    if (found.has(hash)) continue;
    const meaning = `a large value of run ${run} is missing`;
    yield damage(`blobs/${hash.slice(0, 2)}/${hash}`, { meaning, remedy: 'restore a backup that has it, or run its task again' });
  }
}

export async function* checkDefinitions({ dataDir, files }: InspectedPlace, known: KnownRuns): AsyncGenerator<Finding> {
  const folder = join(dataDir, 'versions');
  const found = new Set<string>();
  for (const name of await namesIn(files, folder)) {
    const hash = versionName.exec(name)?.[1];
    if (hash === undefined) continue;
    found.add(hash);
    const meaning = await problemOf(files, join(folder, name), hash);
    if (meaning !== null) yield damage(`versions/${name}`, { meaning, remedy: remedyOf(known.definitions.get(hash)) });
  }
  for (const [hash, reference] of known.definitions) {
    if (found.has(hash)) continue;
    const meaning = `the definition that run ${reference.run} was started with is missing`;
    yield damage(`versions/${hash}.json`, { meaning, remedy: remedyOf(reference) });
  }
  for (const name of await namesIn(files, join(dataDir, 'workflows'))) {
    if (!name.endsWith('.json') || name.startsWith('.')) continue;
    const problem = await jsonProblem(files, join(dataDir, 'workflows', name));
    const remedy = `millrace validate ${name.slice(0, -5)}`;
    if (problem !== null) yield note(`workflows/${name}`, { meaning: `the stored workflow is ${problem}`, remedy });
  }
}

function remedyOf(reference: Reference | undefined): string {
  return reference ? 'start the same workflow again: that writes it anew; or restore a backup' : 'delete it: no run needs it';
}

async function problemOf(files: InspectedPlace['files'], path: string, hash: string): Promise<string | null> {
  try {
    const value = JSON.parse((await readWholeFile(path, files)).toString()) as Json;
    const is = hashOf(Buffer.from(canonicalJson(value)));
    return is === hash ? null : 'the definition is not what was written: its hash is another one';
  } catch (error) {
    return isMissing(error) ? null : `the definition cannot be read (${(error as Error).message})`;
  }
}

async function jsonProblem(files: InspectedPlace['files'], path: string): Promise<string | null> {
  try {
    JSON.parse((await readWholeFile(path, files)).toString());
    return null;
  } catch (error) {
    return isMissing(error) ? null : `no JSON (${(error as Error).message})`;
  }
}
