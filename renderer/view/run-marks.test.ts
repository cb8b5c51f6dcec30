import { describe, expect, it } from 'vitest';
import { createRunMarks, noMarks, onlyOf, type Pin, withBreakpoints, withMoves, withPins } from './run-marks.ts';

const keepOf = (text: string | null = null) => {
  let kept = text;
  return {
    read: () => kept,
    write: (next: string) => {
      kept = next;
    },
  };
};
const pin = (path: string): Pin => ({ run: 'run-1', path });
const pinned = (...paths: readonly string[]) => new Map(paths.map((path) => [path, pin(path)]));

describe('how a person runs a workflow', () => {
  it('is as it was left', () => {
    const keep = keepOf();
    const marks = createRunMarks(keep);
    marks.change('a', (own) => withPins(withBreakpoints(own, ['load', 'store.row'], true), pinned('constructor')));

    expect(createRunMarks(keep).of('a')).toEqual({ breakpoints: ['load', 'store.row'], pins: { constructor: pin('constructor') } });
    expect(createRunMarks(keep).of('b')).toBe(noMarks);
    expect(createRunMarks(keep).of('constructor')).toBe(noMarks);
  });

  it('takes what was kept as far as it fits', () => {
    const text = JSON.stringify({ a: { breakpoints: ['x', 7], pins: { y: { run: 'r' }, z: pin('z') } }, b: 3 });

    expect(createRunMarks(keepOf(text)).of('a')).toEqual({ breakpoints: ['x'], pins: { z: pin('z') } });
    expect(createRunMarks(keepOf(text)).of('b')).toEqual(noMarks);
    expect(createRunMarks(keepOf('{ torn')).of('a')).toBe(noMarks);
  });

  it('leaves alone what another window keeps of other workflows', () => {
    const keep = keepOf();
    const [here, there] = [createRunMarks(keep), createRunMarks(keep)];
    there.change('b', (own) => withBreakpoints(own, ['y'], true));
    here.change('a', (own) => withBreakpoints(own, ['x'], true));

    expect(createRunMarks(keep).store.getState().workflows).toMatchObject({ a: { breakpoints: ['x'] }, b: { breakpoints: ['y'] } });
  });

  it('goes with a workflow that gets another id', () => {
    const keep = keepOf();
    const marks = createRunMarks(keep);
    marks.change('a', (own) => withBreakpoints(own, ['x'], true));
    marks.move('a', 'b');

    expect(createRunMarks(keep).store.getState().workflows).toEqual({ b: { breakpoints: ['x'], pins: {} } });
  });
});

describe('marks', () => {
  const marks = withPins(withBreakpoints(noMarks, ['a', 'b'], true), pinned('b', 'c'));

  it('are there once, however often they are set', () => {
    expect(withBreakpoints(marks, ['b'], true).breakpoints).toEqual(['a', 'b']);
    expect(withBreakpoints(marks, ['b'], false).breakpoints).toEqual(['a']);
    expect(withPins(marks, new Map([['b', null]])).pins).toEqual({ c: pin('c') });
  });

  it('follow their tasks, while a pin still means the path of its run', () => {
    const moves = new Map([['b', 'group.b']]);

    expect(withMoves(marks, moves)).toEqual({ breakpoints: ['a', 'group.b'], pins: { 'group.b': pin('b'), c: pin('c') } });
  });

  it('are dropped with their tasks', () => {
    expect(onlyOf(marks, () => true)).toBe(marks);
    expect(onlyOf(marks, (path) => path === 'b')).toEqual({ breakpoints: ['b'], pins: { b: pin('b') } });
  });
});
