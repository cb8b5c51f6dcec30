import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../engine/workflow/json.ts';
import { printWorkflow } from '../../engine/workflow/print.ts';
import { graph } from '../../engine/workflow/testing/graph-builder.ts';
import { beginWith, draftOf, readDraft } from './draft.ts';
import { fingerprint } from './fingerprint.ts';
import { selectTasks } from './selection.ts';
import { createSession } from './session.ts';

const text = printWorkflow(graph('a -> b'));
const stored = { text, version: '1' };
const open = () => createSession({ id: 'test', text, saved: stored, now: () => 0 });

describe('a draft', () => {
  it('comes back from JSON as it was', () => {
    const session = open();
    session.type([{ offset: 0, length: 0, text: ' ' }]);
    session.select({ tasks: ['a'], edges: [{ from: 'a', to: 'b' }], notes: [0], triggers: ['t'] });
    const draft = draftOf(session.store.getState());
    expect(readDraft(JSON.parse(JSON.stringify(draft)))).toEqual(draft);
  });

  it('of a workflow without unsaved changes has no text, and its newest 200 steps', () => {
    const session = open();
    for (let count = 0; count < 300; count += 1) session.replaceText(`Step ${count}`, `${text}${count}`);
    session.markSaved(`${text}299`, '2');
    const draft = draftOf(session.store.getState());
    expect(draft).toMatchObject({ text: null, base: fingerprint(`${text}299`) });
    expect([draft.past.length, draft.past.at(-1)?.label]).toEqual([200, 'Step 299']);
  });

  it('stays small enough to be kept: older steps go first', () => {
    const session = open();
    for (let count = 0; count < 10; count += 1) session.replaceText(`Step ${count}`, String(count % 10).repeat(300_000));
    const draft = draftOf(session.store.getState());
    expect(JSON.stringify(draft).length).toBeLessThan(3_000_000);
    expect(draft.past.at(-1)?.label).toBe('Step 9');
    session.close();
  });

  it('that is none is told from one', () => {
    const draft = draftOf(open().store.getState());
    const broken: readonly object[] = [
      {},
      { ...draft, format: 2 },
      { ...draft, text: 5 },
      { ...draft, past: [{}] },
      { ...draft, selection: null },
    ];
    for (const value of broken) expect(readDraft(value as JsonObject)).toBeNull();
  });
});

describe('a beginning', () => {
  const step = {
    label: 'x',
    gesture: null,
    at: 0,
    edits: [[]],
    inverse: [[]],
    before: selectTasks([]),
    after: selectTasks([]),
    isWhole: true,
  };
  const draft = { format: 1 as const, text: 'mine', base: fingerprint(text), selection: selectTasks(['a']), past: [step], future: [] };
  const kept = { steps: { past: [step], future: [] }, selection: selectTasks(['a']) };

  it('is what is stored, what is unsaved, or both', () => {
    expect(beginWith(stored, null)).toMatchObject({ text, saved: stored, other: null, steps: { past: [] } });
    expect(beginWith(stored, draft)).toEqual({ text: 'mine', saved: stored, other: null, ...kept });
    expect(beginWith(null, draft)).toEqual({ text: 'mine', saved: null, other: null, ...kept });
    expect(beginWith(null, null)).toBeNull();
    expect(beginWith(null, { ...draft, text: null })).toBeNull();
    expect(beginWith(stored, { ...draft, text: null })).toEqual({ text, saved: stored, other: null, ...kept });
  });

  it('tells when something else was stored since', () => {
    const other = { text: 'theirs', version: '2' };
    expect(beginWith(other, draft)).toMatchObject({ text: 'mine', other, ...kept });
    expect(beginWith(other, { ...draft, text: null })).toMatchObject({ text: 'theirs', other: null, steps: { past: [] } });
    expect(beginWith({ text: 'mine', version: '2' }, draft)).toMatchObject({ text: 'mine', saved: { text: 'mine' }, other: null });
  });
});

describe('a fingerprint', () => {
  it('tells texts apart', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (a, b) => {
        expect(fingerprint(a) === fingerprint(b)).toBe(a === b);
      }),
    );
    const near = Array.from({ length: 20_000 }, (_, index) => fingerprint(`{"a":${index}}`));
    expect(new Set(near).size).toBe(20_000);
  });
});
