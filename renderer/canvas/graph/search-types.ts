import type { Catalog } from '../../../engine/workflow/catalog.ts';
import { canvasMessages } from '../../messages/canvas.ts';
import type { Kind } from './task-words.ts';

export type TaskChoice = {
  readonly type: string;
  readonly title: string;
  readonly summary: string;
  readonly icon: string;
  readonly kind: Kind;
};

export function taskChoices(catalog: Catalog): readonly TaskChoice[] {
  const group: TaskChoice = {
    type: 'group',
    title: canvasMessages.group,
    summary: canvasMessages.groupSummary,
    icon: 'group',
    kind: 'group',
  };
  const types = catalog.types.flatMap((type): TaskChoice[] => {
    const manifest = catalog.get(type);
    if (!manifest) return [];
    const { title, summary, icon, category } = manifest;
    return [{ type, title, summary, icon, kind: category }];
  });
  return [...types, group];
}

/** The choices that fit what was typed, the best first: titles that begin with it, words that do, types, summaries. */
export function searchChoices(choices: readonly TaskChoice[], query: string): readonly TaskChoice[] {
  const words = query.trim().toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return choices;
  const scored = choices.flatMap((choice) => {
    const scores = words.map((word) => scoreOf(choice, word));
    return scores.every((score) => score > 0) ? [{ choice, score: scores.reduce((sum, score) => sum + score, 0) }] : [];
  });
  return scored.sort((a, b) => b.score - a.score).map(({ choice }) => choice);
}

function scoreOf({ title, type, summary }: TaskChoice, word: string): number {
  const name = title.toLowerCase();
  if (name.startsWith(word)) return 8;
  if (name.split(/\W+/).some((part) => part.startsWith(word))) return 6;
  if (
    type
      .toLowerCase()
      .split('.')
      .some((part) => part.startsWith(word))
  )
    return 5;
  if (name.includes(word) || type.toLowerCase().includes(word)) return 3;
  return summary.toLowerCase().includes(word) ? 1 : 0;
}
