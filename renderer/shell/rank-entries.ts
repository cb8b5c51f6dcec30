export type Entry = {
  readonly id: string;
  readonly label: string;
  readonly icon: string;
  readonly group: string;
  readonly shortcut: string | null;
  readonly choose: () => void;
};

/** Those that have all letters of the query in order, the best first: starts of the label, then starts of words, then anything. */
export function rankEntries(entries: readonly Entry[], query: string): readonly Entry[] {
  const wanted = query.trim().toLowerCase();
  if (wanted === '') return entries;
  return entries
    .map((entry) => ({ entry, score: scoreOf(entry, wanted) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
    .map(({ entry }) => entry);
}

function scoreOf({ label, group }: Entry, wanted: string): number {
  const text = label.toLowerCase();
  if (text.startsWith(wanted)) return 4;
  if (text.split(/[\s:-]+/).some((word) => word.startsWith(wanted))) return 3;
  if (`${group} ${text}`.toLowerCase().includes(wanted)) return 2;
  return hasInOrder(text, wanted) ? 1 : 0;
}

function hasInOrder(text: string, letters: string): boolean {
  let at = -1;
  return [...letters].every((letter) => {
    at = text.indexOf(letter, at + 1);
    return at >= 0;
  });
}
