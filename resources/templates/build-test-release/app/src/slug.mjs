/** "Crème brûlée, 2 pieces" as "creme-brulee-2-pieces". */
export function slugOf(text) {
  return text
    .normalize('NFD')
    .replace(/\p{Mark}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}
