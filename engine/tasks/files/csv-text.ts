// Rows into CSV text, by RFC 4180.
import type { Json } from '../../workflow/json.ts';

export type CsvFormat = {
  readonly delimiter: string;
  readonly lineEnd: string;
  /** Puts an apostrophe before texts that a spreadsheet would run as a formula. */
  readonly escapeFormulas: boolean;
};

/** What the OWASP advice on CSV injection names. */
const formulaStart = /^[=+\-@\t\r]/;

/** Makes lines of cells, ends included. */
export function createLinePrinter({ delimiter, lineEnd, escapeFormulas }: CsvFormat): (cells: readonly (Json | undefined)[]) => string {
  const print = (cell: Json | undefined): string => {
    const text = cellText(cell);
    const safe = escapeFormulas && typeof cell !== 'number' && formulaStart.test(text) ? `'${text}` : text;
    return needsQuotes(safe, delimiter) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };
  return (cells) => {
    const line = cells.map(print).join(delimiter);
    // A line without any text would be passed over as an empty one by readers.
    return (line === '' && cells.length > 0 ? '""' : line) + lineEnd;
  };
}

function cellText(cell: Json | undefined): string {
  if (typeof cell === 'string') return cell;
  if (cell === null || cell === undefined) return '';
  return typeof cell === 'object' ? JSON.stringify(cell) : String(cell);
}

function needsQuotes(text: string, delimiter: string): boolean {
  return text.includes('"') || text.includes(delimiter) || text.includes('\n') || text.includes('\r') || /^[\s\uFEFF]|\s$/.test(text);
}
