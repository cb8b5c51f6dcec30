// What a look at a data directory has brought up, for people.
import type { DataStats, SegmentStats } from '../adapters/inspection/data-stats.ts';
import type { Finding } from '../adapters/inspection/finding.ts';
import { styleFor } from './terminal/style.ts';
import { table } from './terminal/table.ts';
import { plainText } from './terminal/text.ts';

export function findingLines(findings: readonly Finding[]): readonly string[] {
  const style = styleFor(process.stdout);
  const lines = findings.flatMap(({ severity, file, offset, meaning, remedy }) => {
    const label = severity === 'damage' ? style.bad('damage') : style.dim('note');
    const place = offset === null ? file : `${file} at byte ${offset}`;
    return [`${label}  ${plainText(place)}: ${plainText(meaning)}`, style.dim(`        ${plainText(remedy)}`)];
  });
  const damaged = findings.filter(({ severity }) => severity === 'damage').length;
  return [
    ...lines,
    damaged === 0 ? 'Everything that is recorded can be read.' : `${damaged} ${damaged === 1 ? 'place is' : 'places are'} damaged.`,
  ];
}

export function statsLines(stats: DataStats): readonly string[] {
  const { dim, bold } = styleFor(process.stdout);
  const { oldestUnfinished: oldest } = stats;
  const sizes = Object.entries(stats.sizes).sort(([, a], [, b]) => b.bytes - a.bytes);
  return [
    bold(`${sizeText(stats.totalBytes)} in all`),
    ...table(
      sizes.map(([name, { files, bytes }]) => [`  ${name}`, sizeText(bytes), files === 1 ? '1 file' : `${files} files`]),
      Number.POSITIVE_INFINITY,
    ),
    bold('Runs'),
    ...table([...counted(stats.finishedRuns), ['  unfinished', String(stats.unfinishedRuns)]], Number.POSITIVE_INFINITY),
    ...(oldest
      ? [dim(`  the oldest unfinished: ${oldest.run} of ${oldest.workflow ?? '?'}, since ${new Date(oldest.createdAt).toISOString()}`)]
      : []),
    bold('Events'),
    ...table(counted(stats.events), Number.POSITIVE_INFINITY),
    bold('Segments of the journal'),
    ...stats.segments.map((segment) => plainText(segmentText(segment))),
  ];
}

function counted(counts: { readonly [name: string]: number }): string[][] {
  return Object.entries(counts).map(([name, count]) => [`  ${name}`, String(count)]);
}

const shownRuns = 3;

function segmentText({ file, bytes, records, neededBy }: SegmentStats): string {
  const shown = neededBy.slice(0, shownRuns).join(', ');
  const more = neededBy.length > shownRuns ? ` and ${neededBy.length - shownRuns} more` : '';
  const why = neededBy.length === 0 ? 'kept for nothing: it goes at the next occasion' : `kept for ${shown}${more}`;
  return `  ${file}  ${sizeText(bytes)}, ${records} records, ${why}`;
}

export function sizeText(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  if (bytes < 1_000_000) return `${(bytes / 1000).toFixed(1)} kB`;
  if (bytes < 1_000_000_000) return `${(bytes / 1_000_000).toFixed(1)} MB`;
  return `${(bytes / 1_000_000_000).toFixed(1)} GB`;
}
