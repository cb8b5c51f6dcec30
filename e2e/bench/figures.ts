/** One line of the report. */
export function report(name: string, value: string, target: string): void {
  process.stdout.write(`\n  ${name.padEnd(58)} ${value.padStart(28)}   ${target}\n`);
}

export function median(values: readonly number[]): number {
  return percentile(values, 50);
}

export function percentile(values: readonly number[], percent: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor((sorted.length * percent) / 100))] ?? Number.NaN;
}

export const ms = (value: number) => `${value.toFixed(value < 100 ? 1 : 0)} ms`;
