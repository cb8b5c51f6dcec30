// Results of tasks of one run, as another run takes them over.
import type { ReusedResult } from '../run/event.ts';
import type { Unit } from '../run/run.ts';
import type { StoredValue } from '../run/stored-value.ts';
import { readStored } from '../run/variables.ts';
import { unitsOf } from '../run/view.ts';
import type { BlobValues } from './blob-values.ts';

/** `output` is that of the unit, which succeeded. */
export async function takenResult(unit: Unit, output: StoredValue, values: BlobValues): Promise<ReusedResult> {
  const port = unit.port === null ? {} : { port: unit.port };
  if (output.kind !== 'items') return { output, ...port };
  return { output: await values.store(await itemsOf(unit, values)), ...port };
}

/** A list of items' outputs exists only as the items themselves; the new run has none of these. */
async function itemsOf(unit: Unit, values: BlobValues) {
  const { node } = unit;
  const loaded = new Map<string, Awaited<ReturnType<BlobValues['load']>>>();
  for (const item of unitsOf({ ...node.scope, nodes: [node] })) {
    if (item.output?.kind === 'blob') loaded.set(item.output.hash, await values.load(item.output.hash));
  }
  return readStored({ kind: 'items' }, unit, (hash) => loaded.get(hash)?.value ?? null);
}
