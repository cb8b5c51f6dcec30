import { afterAll, describe, expect, it } from 'vitest';
import type { ScriptRequest, ScriptResult } from '../ports.ts';
import { createScriptSandbox } from './script-sandbox.ts';

const sandbox = createScriptSandbox({ maxThreads: 2 });
afterAll(() => sandbox.close());

type Line = readonly [level: string, text: string];

function run(code: string, request: Partial<ScriptRequest> = {}): Promise<ScriptResult> {
  return sandbox.run({
    code,
    input: null,
    memoryBytes: 32 * 1024 * 1024,
    stackBytes: 512 * 1024,
    timeoutMs: 20_000,
    onLog: () => undefined,
    signal: new AbortController().signal,
    ...request,
  });
}

async function logOf(code: string): Promise<Line[]> {
  const lines: Line[] = [];
  await run(code, { onLog: (level, text) => lines.push([level, text]) });
  return lines;
}

describe('a script', () => {
  it('gets its input and gives what it returns', async () => {
    const value = { text: 'ä€😀', list: [1, -0.5, null, true], nested: { a: {} } };

    expect(await run('return input', { input: value })).toEqual({ type: 'returned', value });
    expect(await run('return input.a + 1', { input: { a: 41 } })).toEqual({ type: 'returned', value: 42 });
    expect(await run('')).toEqual({ type: 'returned', value: null });
    expect(await run('return new Date(0)')).toEqual({ type: 'returned', value: '1970-01-01T00:00:00.000Z' });
  });

  it('may await', async () => {
    expect(await run('const f = async (x) => x * 2;\nconst all = await Promise.all([1, 2].map(f));\nreturn all')).toEqual({
      type: 'returned',
      value: [2, 4],
    });
    expect(await run('await new Promise(() => {})')).toMatchObject({ type: 'threw', message: expect.stringContaining('ever settle') });
  });

  it('writes to the log', async () => {
    expect(
      await logOf('console.log("a", 1, { b: [2] }); console.warn("w"); console.error("e"); console.info(undefined); console.debug(null)'),
    ).toEqual([
      ['info', 'a 1 {"b":[2]}'],
      ['warn', 'w'],
      ['error', 'e'],
      ['info', 'undefined'],
      ['debug', 'null'],
    ]);
  });

  it('cannot flood the log', async () => {
    const lines = await logOf('for (let i = 0; i < 30000; i++) console.log(i)');

    expect(lines.length).toBeLessThanOrEqual(10_001);
    expect(lines.at(-1)).toEqual(['warn', expect.stringContaining('left out')]);
    expect((await logOf('console.log("x".repeat(100000))'))[0]?.[1]).toHaveLength(16_384);
  });

  it('sees nothing of the host', async () => {
    const names = ['process', 'require', 'fetch', 'setTimeout', 'WebAssembly', 'Buffer', 'globalThis.std', 'globalThis.os', 'log'];

    expect(await run(`return [${names.map((name) => `typeof ${name}`)}]`)).toEqual({
      type: 'returned',
      value: names.map(() => 'undefined'),
    });
    expect(await run('return await import("fs")')).toMatchObject({ type: 'threw' });
  });

  it('finds nothing that another one has left', async () => {
    for (let i = 0; i < 3; i++) {
      expect(await run('globalThis.n = (globalThis.n ?? 0) + 1; Array.prototype.map = null; return n')).toEqual({
        type: 'returned',
        value: 1,
      });
    }
    expect(await run('return [1].map((x) => x)')).toEqual({ type: 'returned', value: [1] });
  });

  it('can spoil no result but its own', async () => {
    expect(await run('JSON.stringify = () => "nope"; Array.isArray = null; return { a: [1] }')).toEqual({
      type: 'returned',
      value: { a: [1] },
    });
    expect(await run('return JSON.parse(\'{"__proto__": {"x": 1}}\')')).toMatchObject({ type: 'returned' });
    expect((await run('return 1; }); (function () { return 5')).type).toBeDefined();
  });
});

describe('a script that fails', () => {
  it('names the line of what it threw', async () => {
    expect(await run('const a = 1;\nnull.foo')).toEqual({
      type: 'threw',
      message: "TypeError: cannot read property 'foo' of null",
      line: 2,
    });
    expect(await run('function f() {\n  throw new RangeError("bad")\n}\nf()')).toEqual({
      type: 'threw',
      message: 'RangeError: bad',
      line: 2,
    });
    expect(await run('throw "text"')).toEqual({ type: 'threw', message: 'text' });
    expect(await run('throw { code: 5 }')).toEqual({ type: 'threw', message: '{"code":5}' });
    expect(await run('throw undefined')).toMatchObject({ type: 'threw' });
  });

  it('names line and column of a syntax error', async () => {
    expect(await run('let a = 1;\nconst x = ;')).toMatchObject({
      type: 'threw',
      line: 2,
      message: expect.stringMatching(/^SyntaxError: .*column 11/),
    });
  });

  it('says what in its result is no JSON', async () => {
    const messageFor = async (code: string) => {
      const result = await run(code);
      return result.type === 'not_json' ? result.message : result;
    };
    expect(await messageFor('return { a: [1, () => 1] }')).toContain('The result.a[1] is a function');
    expect(await messageFor('return { a: undefined }')).toContain('The result.a is undefined');
    expect(await messageFor('return 10n')).toContain('a BigInt');
    expect(await messageFor('return [NaN]')).toContain('The result[0] is NaN');
    expect(await messageFor('return Symbol("x")')).toContain('a symbol');
    expect(await messageFor('return new Map()')).toContain('a Map');
    expect(await messageFor('const a = {}; a.b = { a }; return a')).toContain('The result.b.a is part of itself');
    expect(await messageFor('let a = []; for (let i = 0; i < 5000; i++) a = [a]; return a')).toContain('deeper than 500');
  });
});

describe('a script that wants too much', () => {
  const cases: readonly [title: string, code: string, limit: 'memory' | 'time' | 'stack'][] = [
    ['loops for ever', 'while (true) {}', 'time'],
    ['loops for ever in a finally', 'try { while (true) {} } finally { while (true) {} }', 'time'],
    ['awaits for ever', 'while (true) await 1', 'time'],
    ['backtracks for ever', 'return /^(a+)+$/.test("a".repeat(40) + "b")', 'time'],
    ['recurses for ever', 'const f = () => f() + 1; return f()', 'stack'],
    ['recurses through built-in functions', 'const f = () => [1].map(f); f()', 'stack'],
    ['fills the memory with lists', 'const a = []; while (true) a.push(new Array(10000).fill(1))', 'memory'],
    ['fills the memory with text', 'const a = []; let s = "x".repeat(1e6); while (true) a.push(s + a.length)', 'memory'],
    ['asks for all at once', 'return new Uint8Array(2e9).length', 'memory'],
  ];

  it.each(cases)('ends when it %s', async (_title, code, limit) => {
    expect(await run(code, { timeoutMs: limit === 'time' ? 200 : 20_000 })).toEqual({ type: 'limit', limit });
  });

  it('ends when native code does not look at the clock', async () => {
    expect(await run('const a = []; a.length = 2 ** 32 - 1; a.sort()', { timeoutMs: 100 })).toMatchObject({ type: 'limit' });
  });

  it('ends when its result is huge', async () => {
    expect((await run('return "x".repeat(2 ** 29)')).type).not.toBe('returned');
  });

  it('disturbs no script after it', async () => {
    for (const [, code] of cases) await run(code, { timeoutMs: 50 });

    expect(await run('return 1')).toEqual({ type: 'returned', value: 1 });
  });
});

describe('an aborted script', () => {
  it('ends, whether it runs, waits for a thread or has not begun', async () => {
    const controller = new AbortController();
    const lines: string[] = [];
    const onLog = (_level: string, text: string) => {
      lines.push(text);
      if (lines.length === 2) controller.abort();
    };
    const runs = Array.from({ length: 5 }, () => run('console.log("on"); while (true) {}', { signal: controller.signal, onLog }));

    expect(await Promise.all(runs)).toEqual(runs.map(() => ({ type: 'aborted' })));
    expect(lines).toEqual(['on', 'on']);
    expect(await run('return 1', { signal: controller.signal })).toEqual({ type: 'aborted' });
    expect(await run('return 1')).toEqual({ type: 'returned', value: 1 });
  });
});

it('runs many scripts, a few at a time', async () => {
  const results = await Promise.all(Array.from({ length: 30 }, (_, i) => run('return input * 2', { input: i })));

  expect(results).toEqual(results.map((_, i) => ({ type: 'returned', value: i * 2 })));
});

it('aborts what runs when it closes', async () => {
  const closing = createScriptSandbox({ maxThreads: 1 });
  const request = { code: 'console.log(1); while (true) {}', input: null, memoryBytes: 1e7, stackBytes: 5e5, timeoutMs: 60_000 };
  const signal = new AbortController().signal;
  const running = closing.run({ ...request, signal, onLog: () => void closing.close() });
  const waiting = closing.run({ ...request, signal, onLog: () => undefined });

  expect(await Promise.all([running, waiting])).toEqual([{ type: 'aborted' }, { type: 'aborted' }]);
});
