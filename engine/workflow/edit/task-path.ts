// Where a task stands in the document: `store.upsert` is `upsert` in the group `store`. The group '' is the workflow itself.

export function joinPath(group: string, id: string): string {
  return group === '' ? id : `${group}.${id}`;
}

export function groupOf(path: string): string {
  const dot = path.lastIndexOf('.');
  return dot === -1 ? '' : path.slice(0, dot);
}

export function idOf(path: string): string {
  return path.slice(path.lastIndexOf('.') + 1);
}

/** Whether a path is the given one or leads into it. */
export function isWithin(path: string, outer: string): boolean {
  return outer === '' || path === outer || path.startsWith(`${outer}.`);
}

/** A path and those of all groups around it: `a`, `a.b`, `a.b.c`. */
export function outerPaths(path: string): string[] {
  const ids = path.split('.');
  return ids.map((_, at) => ids.slice(0, at + 1).join('.'));
}
