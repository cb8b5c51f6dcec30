/** An id made of a name, with a number behind it when it is taken. */
export function freeId(name: string, taken: ReadonlySet<string>): string {
  const words = name
    .toLowerCase()
    .normalize('NFKD')
    .replaceAll(/\p{Mark}/gu, '')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^[-0-9]+|-+$/g, '');
  const stem = words.slice(0, 56).replace(/-+$/, '') || 'workflow';
  if (!taken.has(stem)) return stem;
  let number = 2;
  while (taken.has(`${stem}-${number}`)) number += 1;
  return `${stem}-${number}`;
}

/** The name, with a number behind it when it is taken. */
export function freeName(name: string, taken: ReadonlySet<string>): string {
  let [free, number] = [name, 2];
  while (taken.has(free)) {
    free = `${name} ${number}`;
    number += 1;
  }
  return free;
}
