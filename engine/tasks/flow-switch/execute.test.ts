import { describe, expect, it } from 'vitest';
import { createTestContext } from '../testing/context.ts';
import { outputOf } from '../testing/run-task.ts';
import { flowSwitch } from './execute.ts';
import { flowSwitchManifest, flowSwitchParameters } from './manifest.ts';

describe('flow.switch', () => {
  it('takes the first case that is equal', async () => {
    const cases = { number: 5, text: '5', list: [1, { a: 1, b: 2 }], again: 5 };

    expect(await outputOf(flowSwitch, { value: 5, cases }, createTestContext())).toEqual({ taken: 'number' });
    expect(await outputOf(flowSwitch, { value: '5', cases }, createTestContext())).toEqual({ taken: 'text' });
    expect(await outputOf(flowSwitch, { value: [1, { b: 2, a: 1 }], cases }, createTestContext())).toEqual({ taken: 'list' });
  });

  it('reaches the port it has taken', () => {
    expect(flowSwitch.execute({ value: 1, cases: { one: 1 } }, createTestContext())).toMatchObject({ port: 'one' });
  });

  it('goes otherwise when nothing is equal', () => {
    expect(flowSwitch.execute({ value: null, cases: { one: 1 } }, createTestContext())).toMatchObject({ port: 'otherwise' });
  });

  it('has one port per case, and otherwise', () => {
    expect(flowSwitchManifest.ports({ value: 1, cases: { one: 1, 'two-b': 2 } })).toEqual(['one', 'two-b', 'otherwise']);
  });

  it('reads ports of unfinished parameters without failing', () => {
    for (const cases of [undefined, null, 'x', []]) {
      expect(flowSwitchManifest.ports(cases === undefined ? {} : { cases })).toEqual(['otherwise']);
    }
    expect(flowSwitchManifest.ports({ cases: { done: 1, 'Bad Name': 2, good: 3 } })).toEqual(['good', 'otherwise']);
  });

  it('refuses names that are no ports or are taken', () => {
    for (const name of ['done', 'failed', 'finished', 'otherwise', 'Upper', '1st', 'a b', '']) {
      expect(flowSwitchParameters.safeParse({ value: 1, cases: { [name]: 1 } }).success, name).toBe(false);
    }
    expect(flowSwitchParameters.safeParse({ value: 1, cases: {} }).success).toBe(false);
    expect(flowSwitchParameters.safeParse({ value: 1, cases: { doneish: 1 } }).success).toBe(true);
  });
});
