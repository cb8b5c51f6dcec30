// Finds names close to a given one among many, by their variants: each name in lower case, whole and without one of its characters. Names
// with a variant in common are at most two edits apart, and all that are one edit apart have one in common.

type Index = { readonly size: number; readonly byVariant: ReadonlyMap<string, readonly string[]> };

/** An index for each set, built when it is first searched and forgotten with the set. */
export class RecentSets {
  readonly #indexes = new WeakMap<ReadonlySet<string>, Index>();

  near(name: string, candidates: ReadonlySet<string>): Iterable<string> {
    const known = this.#indexes.get(candidates);
    const index = known?.size === candidates.size ? known : indexOf(candidates);
    this.#indexes.set(candidates, index);
    return new Set(variantsOf(name).flatMap((variant) => index.byVariant.get(variant) ?? []));
  }
}

function indexOf(candidates: ReadonlySet<string>): Index {
  const byVariant = new Map<string, string[]>();
  for (const candidate of candidates) {
    for (const variant of variantsOf(candidate)) {
      const names = byVariant.get(variant);
      if (names) names.push(candidate);
      else byVariant.set(variant, [candidate]);
    }
  }
  return { size: candidates.size, byVariant };
}

function variantsOf(name: string): readonly string[] {
  const lower = name.slice(0, 64).toLowerCase();
  const variants = [lower];
  for (let at = 0; at < lower.length; at++) variants.push(lower.slice(0, at) + lower.slice(at + 1));
  return variants;
}
