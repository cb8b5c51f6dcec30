import { durationPattern } from './schema.ts';

const unitMs = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;
const isoUnitMs = { W: 604_800_000, D: 86_400_000, H: 3_600_000, M: 60_000, S: 1000 } as const;

/** Milliseconds, to the microsecond, of `30s`, `1h30m` or ISO 8601 (`PT5M`, `P1DT2H`); null when the text is no duration or no safe number of milliseconds. */
export function parseDuration(text: string): number | null {
  if (!durationPattern.test(text)) return null;
  const total = text.startsWith('P') ? sumIso(text) : sumCompact(text);
  return Number.isSafeInteger(Math.round(total)) ? total : null;
}

function sumCompact(text: string): number {
  let total = 0;
  for (const [, amount, unit] of text.matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h|d)/g)) {
    total += Number(amount) * unitMs[unit as keyof typeof unitMs];
  }
  return toMicroseconds(total);
}

/** Whole microseconds: finer than any clock here, and `0.1s` plus `0.2s` is `0.3s`. */
function toMicroseconds(ms: number): number {
  return Math.round(ms * 1000) / 1000;
}

/** `M` stands for minutes only: the pattern allows it after the `T` alone. */
function sumIso(text: string): number {
  let total = 0;
  for (const [, amount, unit] of text.matchAll(/(\d+(?:\.\d+)?)([WDHMS])/g)) {
    total += Number(amount) * isoUnitMs[unit as keyof typeof isoUnitMs];
  }
  return toMicroseconds(total);
}

/** For people, in the two largest units that matter: `1m 30s`, `2d 4h`, `850ms`, `1.5s`. */
export function formatDuration(ms: number): string {
  const sign = ms < 0 ? '-' : '';
  const rest = Math.round(Math.abs(ms));
  if (rest < 1000) return `${sign}${rest}ms`;
  if (rest < 10_000) return `${sign}${Number((rest / 1000).toFixed(1))}s`;
  return sign + largestUnits(Math.round(rest / 1000));
}

function largestUnits(seconds: number): string {
  const parts: [number, string][] = [
    [Math.floor(seconds / 86_400), 'd'],
    [Math.floor(seconds / 3600) % 24, 'h'],
    [Math.floor(seconds / 60) % 60, 'm'],
    [seconds % 60, 's'],
  ];
  const first = parts.findIndex(([amount]) => amount > 0);
  return parts
    .slice(first, first + 2)
    .filter(([amount]) => amount > 0)
    .map(([amount, unit]) => `${amount}${unit}`)
    .join(' ');
}
