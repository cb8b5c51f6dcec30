import type { Problem, TextRange } from '../problem.ts';
import { findPlaces, type Place, type Places } from './find-places.ts';
import type { Finding } from './finding.ts';
import { lineAt, lineStarts } from './lines.ts';

/** Turns offsets of a text into lines and columns. */
export type Positions = { readonly range: (start: number, end: number) => TextRange };

export function positionsIn(text: string): Positions {
  const starts = lineStarts(text);
  const position = (offset: number) => {
    const line = lineAt(starts, offset);
    return { line: line + 1, column: offset - (starts[line] ?? 0) + 1, offset };
  };
  return { range: (start, end) => ({ start: position(start), end: position(end) }) };
}

/** Gives every finding its place in the text. Unless all of them have one already, the text must be valid JSON. */
export function locateFindings(findings: readonly Finding[], text: string): Problem[] {
  const placeless = findings.filter((finding) => !finding.range);
  if (placeless.length === 0) return unlocated(findings);
  const positions = positionsIn(text);
  const places = findPlaces(
    text,
    placeless.map((finding) => finding.path),
  );
  return findings.map((finding) => withoutLocation(finding, finding.range ?? rangeOf(finding, places, text, positions)));
}

/** Problems of a value that never was text, or whose places are known. */
export function unlocated(findings: readonly Finding[]): Problem[] {
  return findings.map((finding) => withoutLocation(finding, finding.range));
}

function withoutLocation({ on: _on, span: _span, range: _range, ...problem }: Finding, range: TextRange | undefined): Problem {
  return range ? { ...problem, range } : problem;
}

/** What is missing is shown at the name of what lacks it; the document itself at its first brace. */
function rangeOf(finding: Finding, places: Places, text: string, positions: Positions): TextRange {
  const { place, complete } = places(finding.path);
  if (complete && finding.span && text[place.start] === '"') {
    const start = offsetInString(text, place, finding.span.start);
    return positions.range(start, Math.max(start, offsetInString(text, place, finding.span.end)));
  }
  const meantKey = finding.on === 'key' || !complete || finding.path.length === 0;
  if (meantKey && place.key) return positions.range(place.key.start, place.key.end);
  if (meantKey && text[place.start] === '{') return positions.range(place.start, place.start + 1);
  return positions.range(place.start, place.end);
}

/** Offset in the text of the character `index` of the decoded string: escapes take 2 or 6 characters of text for one. */
function offsetInString(text: string, place: Place, index: number): number {
  let at = place.start + 1;
  const end = place.end - 1;
  for (let decoded = 0; decoded < index && at < end; decoded++) {
    if (text[at] !== '\\') at += 1;
    else at += text[at + 1] === 'u' ? 6 : 2;
  }
  return Math.min(at, end);
}
