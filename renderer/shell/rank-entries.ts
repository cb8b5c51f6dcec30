export type Entry = {
  readonly id: string;
  readonly label: string;
  readonly icon: string;
  readonly group: string;
  readonly shortcut: string | null;
  readonly choose: () => void;
};

/** The best first: starts of the label, then starts of words, then anything, then letters that go on from a start of a word. */
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
  if (text.split(wordBreaks).some((word) => word.startsWith(wanted))) return 3;
  if (`${group} ${text}`.toLowerCase().includes(wanted)) return 2;
  return hasInOrder(text, wanted.replaceAll(' ', '')) ? 1 : 0;
}

/** Whether the letters are there in order, each at the start of a word or later in the word of the letter before: `grp`, `saall`. */
function hasInOrder(text: string, letters: string): boolean {
  const words = text.split(wordBreaks).filter((word) => word !== '');
  const fits = (letterAt: number, wordAt: number, from: number): boolean => {
    const letter = letters[letterAt];
    if (letter === undefined) return true;
    const at = from === 0 ? -1 : (words[wordAt]?.indexOf(letter, from) ?? -1);
    if (at >= 0 && fits(letterAt + 1, wordAt, at + 1)) return true;
    const next = words.findIndex((word, index) => index >= (from === 0 ? wordAt : wordAt + 1) && word.startsWith(letter));
    return next >= 0 && fits(letterAt + 1, next, 1);
  };
  return fits(0, 0, 0);
}

const wordBreaks = /[\s:-]+/;
