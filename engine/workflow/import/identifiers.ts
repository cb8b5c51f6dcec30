// Names from elsewhere made into ids of this format, each only once.

const idLength = 64;

/** Documents may not use these as keys. */
const refused = new Set(['constructor', 'prototype']);

/** Gives every name its own id of 1 to 64 of a-z, 0-9 and `joiner`, starting with a letter. The same name asked for twice gets two ids. */
export function createIdentifiers(joiner: '_' | '-', taken: Iterable<string> = []): (name: string) => string {
  const used = new Set(taken);
  // Where the search for a free number goes on: ten thousand tasks of one name would otherwise cost the square of that.
  const lastNumber = new Map<string, number>();
  return (name) => {
    const base = plainId(name, joiner);
    let id = base;
    for (let number = lastNumber.get(base) ?? 1; used.has(id); lastNumber.set(base, number)) {
      number += 1;
      const suffix = `${joiner}${number}`;
      id = base.slice(0, idLength - suffix.length) + suffix;
    }
    used.add(id);
    return id;
  };
}

/** `Blast All (ID2)` → `blast_all_id2`. */
export function plainId(name: string, joiner: '_' | '-'): string {
  const words =
    name
      .normalize('NFKD')
      .toLowerCase()
      .match(/[a-z0-9]+/g) ?? [];
  const id = words.join(joiner);
  const started = /^[a-z]/.test(id) && !refused.has(id) ? id : `t${joiner}${id}`;
  return started.slice(0, idLength).replace(/[_-]+$/, '');
}
