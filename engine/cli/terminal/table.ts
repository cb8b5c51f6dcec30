import { cutToWidth, displayWidth, oneLine, padToWidth } from './text.ts';

export type Cell = string | { readonly text: string; readonly paint: (text: string) => string };

/** Columns as wide as their widest cell; the last one is cut at `width` columns (Infinity: never). Header first. */
export function table(rows: readonly (readonly Cell[])[], width: number): string[] {
  const texts = rows.map((row) => row.map((cell) => oneLine(typeof cell === 'string' ? cell : cell.text)));
  const count = Math.max(0, ...texts.map((row) => row.length));
  const widths = Array.from({ length: count }, (_, column) =>
    texts.reduce((most, row) => Math.max(most, displayWidth(row[column] ?? '')), 0),
  );
  return texts.map((row, index) => line(row, { cells: rows[index] ?? [], widths, width }));
}

type LineParts = { readonly cells: readonly Cell[]; readonly widths: readonly number[]; readonly width: number };

function line(texts: readonly string[], { cells, widths, width }: LineParts): string {
  let used = 0;
  const parts = texts.map((text, column) => {
    const cell = cells[column];
    const paint = cell === undefined || typeof cell === 'string' ? (plain: string) => plain : cell.paint;
    const isLast = column === texts.length - 1;
    const fitted = isLast ? cutToWidth(text, width - used) : padToWidth(text, widths[column] ?? 0);
    used += displayWidth(fitted) + 2;
    return paint(fitted);
  });
  return parts.join('  ').trimEnd();
}
