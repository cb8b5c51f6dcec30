import type { Edge } from '../../../engine/workflow/edit/connect.ts';

/** The same text for the same edge: `store.fetch:done>store.write`. */
export function edgeKey({ from, port = 'done', to }: Edge): string {
  return `${from}:${port}>${to}`;
}

/** The edge of a key. */
export function edgeOf(key: string): Edge {
  const colon = key.indexOf(':');
  const arrow = key.indexOf('>', colon);
  return { from: key.slice(0, colon), port: key.slice(colon + 1, arrow), to: key.slice(arrow + 1) };
}
