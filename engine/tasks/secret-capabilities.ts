import type { Capability } from '../workflow/catalog.ts';
import { referencesOf } from '../workflow/expression/references.ts';
import type { Json } from '../workflow/json.ts';

/** The secrets that the expressions of the parameters name; `*` when one reads `secrets` in a way that cannot be known in advance. */
export function secretCapabilities(parameters: Json): readonly Capability[] {
  const names = new Set<string>();
  for (const { path } of referencesOf(parameters)) {
    if (path[0] === 'secrets') names.add(typeof path[1] === 'string' ? path[1] : '*');
  }
  return [...names].map((value) => ({ kind: 'secret', value }));
}
