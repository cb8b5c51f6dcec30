// What a task gave, as JSON, with the large values that its run only refers to.

import { findUnit } from '../../engine/run/find-unit.ts';
import { definitionPath } from '../../engine/run/path.ts';
import type { Run, Unit } from '../../engine/run/run.ts';
import type { StoredValue } from '../../engine/run/stored-value.ts';
import { readStored } from '../../engine/run/variables.ts';
import type { RunRecord } from '../../engine/run/view.ts';
import { unitsOf } from '../../engine/run/view.ts';
import type { Json } from '../../engine/workflow/json.ts';
import type { Client } from '../api/client.ts';

/** Of a run that is followed. Undefined: nothing yet. `path` may name a member of a repeated group: then the list of what its units gave. */
export async function readOutput(client: Client, run: Run, path: string): Promise<Json | undefined> {
  const unit = findUnit(run, path);
  if (unit) return unit.output ? readUnit(client, unit, unit.output) : undefined;
  const outputs: Json[] = [];
  for (const scope of [run.root, run.hooks]) {
    for (const each of unitsOf(scope)) {
      if (each.output && definitionPath(each.path) === path) outputs.push(await readUnit(client, each, each.output));
    }
  }
  return outputs.length > 0 ? outputs : undefined;
}

/** Of any run, as the engine tells it. */
export function recordedOutput({ tasks }: RunRecord, path: string): Json | undefined {
  if (Object.hasOwn(tasks, path)) return tasks[path]?.output;
  const outputs = Object.entries(tasks).flatMap(([each, { output }]) =>
    output !== undefined && definitionPath(each) === path ? [output] : [],
  );
  return outputs.length > 0 ? outputs : undefined;
}

async function readUnit(client: Client, unit: Unit, output: StoredValue): Promise<Json> {
  const loaded = new Map<string, Json>();
  for (const hash of blobsIn(unit, output)) {
    if (!loaded.has(hash)) loaded.set(hash, await readBlob(client, hash));
  }
  return readStored(output, unit, (hash) => loaded.get(hash) ?? null);
}

function blobsIn(unit: Unit, output: StoredValue): readonly string[] {
  if (output.kind === 'blob') return [output.hash];
  if (output.kind === 'value') return [];
  return (unit.node.items?.units ?? []).flatMap((item) => (item?.output ? blobsIn(item, item.output) : []));
}

/** Over a MessagePort it is a file; over HTTP the client reads what calls itself JSON by itself. */
async function readBlob(client: Client, hash: string): Promise<Json> {
  const got: unknown = await client.blobs.get({ hash });
  return (got instanceof Blob ? JSON.parse(await got.text()) : got) as Json;
}
