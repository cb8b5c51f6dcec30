import { describe, expect, it } from 'vitest';
import { createTestContext } from '../testing/context.ts';
import { outputOf } from '../testing/run-task.ts';
import { logWrite } from './execute.ts';

describe('log.write', () => {
  it('writes text line by line at its level', async () => {
    const context = createTestContext();

    expect(await outputOf(logWrite, { message: 'one\r\ntwo', level: 'warn' }, context)).toBeNull();

    expect(context.logs).toEqual([
      { level: 'warn', text: 'one' },
      { level: 'warn', text: 'two' },
    ]);
  });

  it('writes any other value as JSON on one line', async () => {
    const context = createTestContext();

    for (const message of [{ a: 'x\ny' }, null, 3]) await outputOf(logWrite, { message }, context);

    expect(context.logs.map((line) => line.text)).toEqual(['{"a":"x\\ny"}', 'null', '3']);
  });
});
