// What a look at the data directory brings up.
import { relative } from 'node:path';

/**
 * `damage`: something that was recorded cannot be read, or is not what it was. `note`: worth knowing; nothing is lost.
 * `file` is below the data directory; `offset` is the place in it in bytes, where there is one.
 */
export type Finding = {
  readonly severity: 'damage' | 'note';
  readonly file: string;
  readonly offset: number | null;
  readonly meaning: string;
  readonly remedy: string;
  /** A view that can be made again from what it shows. */
  readonly isView?: true;
};

export const repairRemedy = 'millrace journal repair';

type Told = { readonly offset?: number | undefined; readonly meaning: string; readonly remedy: string; readonly isView?: true };

export function damage(file: string, { offset, ...told }: Told): Finding {
  return { severity: 'damage', file, offset: offset ?? null, ...told };
}

export function note(file: string, { offset, ...told }: Told): Finding {
  return { severity: 'note', file, offset: offset ?? null, ...told };
}

export function below(dataDir: string, path: string): string {
  return relative(dataDir, path).replaceAll('\\', '/');
}

/** What is found while somebody else writes may be half of a change: it counts when it is there the second time, too. */
export function confirmed(first: readonly Finding[], second: readonly Finding[]): readonly Finding[] {
  const keys = new Set(first.map(keyOf));
  return second.filter((finding) => keys.has(keyOf(finding)));
}

function keyOf({ file, offset, meaning }: Finding): string {
  return JSON.stringify([file, offset, meaning]);
}
