import type { LogLine } from '../ports.ts';
import { type Style, styleFor } from './terminal/style.ts';
import { plainText } from './terminal/text.ts';

const paints: { readonly [L in LogLine['level']]: keyof Style } = { debug: 'dim', info: 'active', warn: 'warn', error: 'bad' };

/** `2026-03-01T08:00:00.123Z info  store[3] text`; an attempt after the first is named. */
export function logText({ at, level, task, attempt, text }: LogLine): string {
  const style = styleFor(process.stdout);
  const place = attempt > 1 ? `${task}#${attempt}` : task;
  return `${style.dim(new Date(at).toISOString())} ${style[paints[level]](level.padEnd(5))} ${style.bold(place)} ${plainText(text)}`;
}
