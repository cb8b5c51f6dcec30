import type { TaskCategory } from '../../engine/workflow/catalog.ts';
import { catalog } from '../document/catalog.ts';
import { messages } from '../messages/messages.ts';

export type PaletteEntry = {
  readonly type: string;
  readonly title: string;
  /** Fits half of a narrow panel. */
  readonly short: string;
  readonly summary: string;
  readonly icon: string;
  readonly category: TaskCategory;
};

const text = messages.workflows;

const group: PaletteEntry = {
  type: 'group',
  title: text.group,
  short: text.group,
  summary: text.groupSummary,
  icon: 'group',
  category: 'flow',
};

/** All task types in the order of the catalog, and the group among those of the flow. */
export const paletteEntries: readonly PaletteEntry[] = [
  group,
  ...catalog.types.flatMap((type): PaletteEntry[] => {
    const manifest = catalog.get(type);
    if (!manifest) return [];
    const { title, summary, icon, category } = manifest;
    return [{ type, title, short: text.short[type] ?? title, summary, icon, category }];
  }),
];

/** Those whose title, type or summary has every word of the query. */
export function findTaskTypes(entries: readonly PaletteEntry[], query: string): readonly PaletteEntry[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return entries;
  return entries.filter(({ title, type, summary }) => {
    const all = `${title} ${type} ${summary}`.toLowerCase();
    return words.every((word) => all.includes(word));
  });
}
