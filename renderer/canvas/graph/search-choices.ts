import type { Catalog } from '../../../engine/workflow/catalog.ts';
import { canvasMessages } from '../../messages/canvas.ts';
import type { Kind } from './task-words.ts';

export type Choice = {
  readonly id: string;
  readonly title: string;
  readonly summary: string;
  readonly icon: string;
  readonly kind: Kind;
};

/** All task types, and the group. */
export function taskChoices(catalog: Catalog): readonly Choice[] {
  const group: Choice = {
    id: 'group',
    title: canvasMessages.group,
    summary: canvasMessages.groupSummary,
    icon: 'group',
    kind: 'group',
  };
  const types = catalog.types.flatMap((type): Choice[] => {
    const manifest = catalog.get(type);
    if (!manifest) return [];
    const { title, summary, icon, category } = manifest;
    return [{ id: type, title, summary, icon, kind: category }];
  });
  return [...types, group];
}

/** The choices that fit what was typed, the best first: titles that begin with it, words that do, ids, summaries. */
export function searchChoices(choices: readonly Choice[], query: string): readonly Choice[] {
  const words = query.trim().toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return choices;
  const scored = choices.flatMap((choice) => {
    const scores = words.map((word) => scoreOf(choice, word));
    return scores.every((score) => score > 0) ? [{ choice, score: scores.reduce((sum, score) => sum + score, 0) }] : [];
  });
  return scored.sort((a, b) => b.score - a.score).map(({ choice }) => choice);
}

function scoreOf({ title, id, summary }: Choice, word: string): number {
  const name = title.toLowerCase();
  const words = name.split(/\W+/);
  const parts = id.toLowerCase().split('.');
  if (words.includes(word)) return 10;
  if (name.startsWith(word)) return 8;
  if (words.some((part) => part.startsWith(word))) return 6;
  if (parts.some((part) => part.startsWith(word))) return 5;
  if (name.includes(word) || id.toLowerCase().includes(word)) return 3;
  return summary.toLowerCase().includes(word) ? 1 : 0;
}
