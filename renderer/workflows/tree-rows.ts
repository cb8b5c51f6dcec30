import type { WorkflowEntry } from '../../engine/api/contract/shapes.ts';

/** Where the workflows stand in the tree: folders by name, and the folder of each workflow that is in one. */
export type Folders = { readonly names: readonly string[]; readonly places: { readonly [workflow: string]: string } };

export type TreeRow =
  | { readonly kind: 'folder'; readonly name: string; readonly isOpen: boolean; readonly count: number }
  | { readonly kind: 'workflow'; readonly entry: WorkflowEntry; readonly level: 1 | 2 };

export type TreeQuery = { readonly text: string; readonly closed: ReadonlySet<string> };

/** As people count: 2 before 10. */
const byName = new Intl.Collator(undefined, { numeric: true });

/** The lines of the tree from top to bottom. While something is searched, folders without a hit are left out and all others open. */
export function treeRows(entries: readonly WorkflowEntry[], folders: Folders, { text, closed }: TreeQuery): readonly TreeRow[] {
  const isSearching = text.trim() !== '';
  const found = entries.filter((entry) => matches(entry, text)).sort((a, b) => byName.compare(a.name, b.name));
  const rows: TreeRow[] = [];
  for (const name of [...folders.names].sort(byName.compare)) {
    const inside = found.filter((entry) => placeOf(folders, entry.id) === name);
    if (isSearching && inside.length === 0) continue;
    const isOpen = isSearching || !closed.has(name);
    rows.push({ kind: 'folder', name, isOpen, count: inside.length });
    if (isOpen) rows.push(...inside.map((entry): TreeRow => ({ kind: 'workflow', entry, level: 2 })));
  }
  const outside = found.filter((entry) => placeOf(folders, entry.id) === null);
  return [...rows, ...outside.map((entry): TreeRow => ({ kind: 'workflow', entry, level: 1 }))];
}

export function placeOf({ names, places }: Folders, workflow: string): string | null {
  const place = Object.hasOwn(places, workflow) ? places[workflow] : undefined;
  return place !== undefined && names.includes(place) ? place : null;
}

function matches({ id, name, tags }: WorkflowEntry, text: string): boolean {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const all = [id, name, ...tags].join(' ').toLowerCase();
  return words.every((word) => all.includes(word));
}
