import { randomBytes } from 'node:crypto';
import type { Random } from '../ports.ts';

const poolBytes = 4096;

/** Bytes are fetched in advance: asking the system for six at a time costs more than creating a run. None is used twice. */
let pool = Buffer.alloc(0);
let taken = 0;

export const systemRandom: Random = {
  hex: (bytes) => {
    if (bytes > poolBytes) return randomBytes(bytes).toString('hex');
    if (pool.length - taken < bytes) {
      pool = randomBytes(poolBytes);
      taken = 0;
    }
    taken += bytes;
    return pool.toString('hex', taken - bytes, taken);
  },
};
