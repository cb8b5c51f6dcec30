/** Enough of a run's id to tell it from others. */
export function shortRunId(id: string): string {
  return id.slice(id.lastIndexOf('-') + 1).slice(0, 8);
}
