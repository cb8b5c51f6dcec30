/** One measured figure against its target. `samples` are single measurements in `unit`; the median is what counts. */
export type Figure = {
  readonly name: string;
  readonly unit: 'ms' | 'µs' | 'MB' | 'records/s' | 'runs/s' | '×' | 'B';
  readonly target: number | null;
  readonly median: number;
  readonly min: number;
  readonly max: number;
  readonly samples: number;
};

export type Measurement = {
  readonly name: string;
  readonly unit: Figure['unit'];
  readonly target: number | null;
  readonly values: readonly number[];
};

export function figure({ name, unit, target, values }: Measurement): Figure {
  const sorted = [...values].sort((a, b) => a - b);
  const median = sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
  return { name, unit, target, median: round(median), min: round(sorted[0] ?? 0), max: round(sorted.at(-1) ?? 0), samples: sorted.length };
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}

/** Calls `work` until it was measured `samples` times, after as many warm-up calls as asked for. Milliseconds. */
export async function sample(samples: number, warmUp: number, work: () => unknown): Promise<number[]> {
  for (let index = 0; index < warmUp; index += 1) await work();
  const values: number[] = [];
  for (let index = 0; index < samples; index += 1) {
    const start = performance.now();
    await work();
    values.push(performance.now() - start);
  }
  return values;
}

/** More is better. */
function isRate({ unit }: Figure): boolean {
  return unit.endsWith('/s');
}

function isMet(figure: Figure, target: number): boolean {
  return isRate(figure) ? figure.median >= target : figure.median <= target;
}

export function table(figures: readonly Figure[]): string {
  const rows = figures.map((each) => [
    each.name,
    `${each.median} ${each.unit}`,
    `${each.min} … ${each.max}`,
    each.target === null ? '' : `${isRate(each) ? '≥' : '≤'} ${each.target} ${each.unit}`,
    each.target === null ? '' : isMet(each, each.target) ? 'met' : 'missed',
  ]);
  const all = [['figure', 'median', 'min … max', 'target', ''], ...rows];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  return all.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')).join('\n');
}
