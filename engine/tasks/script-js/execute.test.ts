import { afterAll, describe, expect, it } from 'vitest';
import { createScriptSandbox } from '../../adapters/script-sandbox.ts';
import { createTestContext } from '../testing/context.ts';
import { failureOf, outputOf } from '../testing/run-task.ts';
import { scriptJs } from './execute.ts';
import { scriptJsManifest } from './manifest.ts';

const scripts = createScriptSandbox();
afterAll(() => scripts.close());

const context = () => createTestContext({ scripts });
const failure = (parameters: unknown) => failureOf(scriptJs, parameters, context());

describe('script.js', () => {
  it('gives what the code returns', async () => {
    expect(await outputOf(scriptJs, { code: 'return input.map((n) => n * 2)', input: [1, 2] }, context())).toEqual([2, 4]);
    expect(await outputOf(scriptJs, { code: 'return input' }, context())).toBeNull();
  });

  it('writes to the log of the task', async () => {
    const ours = context();
    await outputOf(scriptJs, { code: 'console.log("hello"); console.warn("careful")' }, ours);

    expect(ours.logs).toEqual([
      { level: 'info', text: 'hello' },
      { level: 'warn', text: 'careful' },
    ]);
  });

  it('names the line of an error', async () => {
    expect(await failure({ code: '\nthrow new Error("bad")' })).toEqual({
      kind: 'user',
      code: 'script_failed',
      message: 'Line 2: Error: bad',
      details: { line: 2 },
    });
    expect((await failure({ code: 'return 1 +' })).message).toMatch(/^Line \d: SyntaxError/);
  });

  it('names each limit', async () => {
    expect(await failure({ code: 'while (true) {}', timeout: '50ms' })).toMatchObject({ code: 'script_timeout' });
    expect(await failure({ code: 'const a = []; while (true) a.push(new Array(1e4).fill(1))', memoryMb: 8 })).toMatchObject({
      code: 'script_memory',
    });
    expect(await failure({ code: 'const f = () => f() + 1; f()' })).toMatchObject({ code: 'script_stack' });
    expect(await failure({ code: 'return () => 1' })).toMatchObject({ code: 'result_not_json' });
  });

  it('ends when it is aborted', async () => {
    const controller = new AbortController();
    const ours = createTestContext({ scripts, signal: controller.signal, log: () => controller.abort() });

    expect(await failureOf(scriptJs, { code: 'console.log(1); while (true) {}' }, ours)).toMatchObject({ code: 'aborted' });
  });

  it('shows its first line on the canvas', () => {
    expect(scriptJsManifest.describe?.({ code: '\n  return 1\n' })).toBe('return 1');
    expect(scriptJsManifest.describe?.({})).toBe('');
  });
});
