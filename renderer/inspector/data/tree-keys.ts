import type { TreeRow } from './tree-rows.ts';

/** Where a key leads in a tree, and whether it opens or closes what is there. Null: the key means nothing here. */
export function keyboardMove(key: string, rows: readonly TreeRow[], at: number): { readonly to: number; readonly toggle: boolean } | null {
  const row = rows[at];
  if (!row) return null;
  const isOpen = row.kind === 'value' ? row.isOpen : null;
  switch (key) {
    case 'ArrowDown':
      return { to: Math.min(rows.length - 1, at + 1), toggle: false };
    case 'ArrowUp':
      return { to: Math.max(0, at - 1), toggle: false };
    case 'Home':
      return { to: 0, toggle: false };
    case 'End':
      return { to: rows.length - 1, toggle: false };
    case 'Enter':
    case ' ':
      return { to: at, toggle: true };
    case 'ArrowRight':
      if (isOpen === false) return { to: at, toggle: true };
      return isOpen ? { to: at + 1, toggle: false } : null;
    case 'ArrowLeft':
      return isOpen ? { to: at, toggle: true } : { to: parentOf(rows, at), toggle: false };
    default:
      return null;
  }
}

function parentOf(rows: readonly TreeRow[], at: number): number {
  const depth = rows[at]?.depth ?? 0;
  for (let index = at - 1; index >= 0; index -= 1) if ((rows[index]?.depth ?? 0) < depth) return index;
  return at;
}
