// Addresses of tasks in a run: `store`, `store.upsert`, `store[3].upsert`; hooks are `@failed`.

/** One step of a path: a task's id, and the item's index where the task runs once per item. */
export type PathStep = { readonly id: string; readonly item: number | null };

const step = /^(@?[a-z][a-z0-9_]{0,63})(?:\[(\d{1,9})\])?$/;

/** Null when the text is no path. */
export function parseTaskPath(path: string): readonly PathStep[] | null {
  const steps: PathStep[] = [];
  for (const part of path.split('.')) {
    const match = step.exec(part);
    if (!match) return null;
    steps.push({ id: match[1] as string, item: match[2] === undefined ? null : Number(match[2]) });
  }
  return steps;
}

/** The path in the definition: items' indexes left out. `store[3].upsert` → `store.upsert`. */
export function definitionPath(path: string): string {
  return path.replace(/\[\d+\]/g, '');
}
