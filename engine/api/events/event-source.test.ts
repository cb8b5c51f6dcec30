import { describe, expect, it } from 'vitest';
import { EventSource, type Frame, frameOf } from './event-source.ts';

const frame = (n: number): Frame => frameOf(`x:${n}`, { type: 'reset', message: String(n) });
const ids = (frames: readonly Frame[]) => frames.map(({ id }) => id);

describe('an event source', () => {
  it('gives the past first, then what came meanwhile, a bite at a time', () => {
    const source = new EventSource({ frames: 10, bytes: 1000 });
    source.replay([frame(1), frame(2), frame(3)]);
    source.push(frame(4));
    source.push(frame(5));
    const bite = frame(1).bytes.byteLength * 2;
    expect(ids(source.take(bite))).toEqual(['x:1', 'x:2']);
    expect(ids(source.take(bite))).toEqual(['x:3', 'x:4']);
    expect(source.isEmpty).toBe(false);
    expect(ids(source.take(bite))).toEqual(['x:5']);
    expect(source.isEmpty).toBe(true);
  });

  it('cuts its reader off when too many or too large frames wait, and lets go of them', () => {
    for (const limits of [
      { frames: 3, bytes: 1_000_000 },
      { frames: 1_000_000, bytes: frame(1).bytes.byteLength * 3 },
    ]) {
      const source = new EventSource(limits);
      let isClosed = false;
      source.onClose(() => {
        isClosed = true;
      });
      for (let n = 1; n <= 3; n += 1) source.push(frame(n));
      expect(source.end).toBeNull();
      source.push(frame(4));
      expect(source.end).toMatch(/too slow/);
      expect(isClosed).toBe(true);
      expect(source.take(1_000_000)).toEqual([]);
    }
  });

  it('gives what is queued when its end has come, and takes no more', () => {
    const source = new EventSource({ frames: 10, bytes: 1000 });
    source.push(frame(1));
    source.finish('over');
    source.push(frame(2));
    expect(ids(source.take(1000))).toEqual(['x:1']);
    expect(source.isEmpty && source.end).toBe('over');
  });
});
