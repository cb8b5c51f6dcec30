import type { Json } from '../../workflow/json.ts';

/** The value at `data.items` or `pages.0.next`; undefined when there is none. Own properties only. */
export function valueAt(root: Json, path: string | undefined): Json | undefined {
  let value: Json | undefined = root;
  for (const name of path === undefined ? [] : path.split('.')) {
    if (typeof value !== 'object' || value === null || name === 'length' || !Object.hasOwn(value, name)) return undefined;
    value = (value as { readonly [key: string]: Json })[name];
  }
  return value;
}
