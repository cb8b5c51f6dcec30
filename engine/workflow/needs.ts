/** One upstream port of a task: `any:yes` is task `any`, port `yes`; without a port it is `done`. */
export type Need = { readonly task: string; readonly port: string };

export function parseNeed(text: string): Need {
  const colon = text.indexOf(':');
  if (colon === -1) return { task: text, port: 'done' };
  return { task: text.slice(0, colon), port: text.slice(colon + 1) };
}

/** The shortest text that gives the same need. */
export function printNeed(need: Need): string {
  return need.port === 'done' ? need.task : `${need.task}:${need.port}`;
}
