import { createHash } from 'node:crypto';
import type { Random } from '../ports.ts';

/** What may be the id of a run, and so a part of a file's name. */
export const runIdPattern = /^[a-z0-9][a-z0-9-]{0,127}$/;

/** `20261103-142501-9f3c2a1b4d5e`: sorts by the second it was made (UTC), and is never made twice. */
export function newRunId(now: number, random: Random): string {
  return `${stamp(now)}-${random.hex(6)}`;
}

/** The same call, repeated after a crash, gives the same run. It begins with the day and time of the calling run. */
export function calledRunId(caller: string, path: string, attempt: number): string {
  const hash = createHash('sha256').update(`${caller} ${path} ${attempt}`).digest('hex').slice(0, 16);
  const time = /^\d{8}-\d{6}-/.exec(caller)?.[0] ?? '';
  return `${time}c${hash}`;
}

let stamped = { second: Number.NaN, text: '' };

function stamp(now: number): string {
  const second = Math.floor(now / 1000);
  if (second !== stamped.second) {
    const [date = '', time = ''] = new Date(now).toISOString().split('T');
    stamped = { second, text: `${date.replace(/-/g, '')}-${time.slice(0, 8).replace(/:/g, '')}` };
  }
  return stamped.text;
}
