/** How long something took, for a small chip: `12 ms`, `1.2 s`, `3 m 05 s`, `2 h 10 m`. */
export function durationText(ms: number): string {
  const rest = Math.max(0, Math.round(ms));
  if (rest < 1000) return `${rest} ms`;
  if (rest < 60_000) return `${(Math.floor(rest / 100) / 10).toFixed(1)} s`;
  const seconds = Math.floor(rest / 1000);
  if (seconds < 3600) return `${Math.floor(seconds / 60)} m ${two(seconds % 60)} s`;
  return `${Math.floor(seconds / 3600)} h ${two(Math.floor(seconds / 60) % 60)} m`;
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
