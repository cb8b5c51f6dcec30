import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeEach, describe, expect, it } from 'vitest';
import { createChildProcesses } from '../../adapters/child-processes.ts';
import { createTestContext, type TestContext } from '../testing/context.ts';
import { failureOf, outputOf } from '../testing/run-task.ts';
import { scriptPython } from './execute.ts';
import { scriptPythonManifest } from './manifest.ts';

const hasPython = spawnSync('python3', ['--version']).status === 0;
const processes = createChildProcesses({ environment: { ...process.env, ENGINE_SECRET: 'hidden' } });
let context: TestContext;

beforeEach(() => {
  context = createTestContext({ processes });
});

const output = (parameters: unknown) => outputOf(scriptPython, parameters, context);
const failure = (parameters: unknown) => failureOf(scriptPython, parameters, context);

describe.runIf(hasPython)('script.python', () => {
  it('gives what the code returns', async () => {
    const value = { text: 'ä€😀', list: [1, -0.5, null, true], nested: { a: {} } };

    expect(await output({ code: 'return input', input: value })).toEqual(value);
    expect(await output({ code: 'import math\ndef f(x):\n  return math.sqrt(x)\nreturn [f(x) for x in input]', input: [4, 9] })).toEqual([
      2, 3,
    ]);
    expect(await output({ code: '# nothing' })).toBeNull();
    expect(await output({ code: 'return (1, "a")' })).toEqual([1, 'a']);
  });

  it('puts what is printed into the log, and never into the result', async () => {
    const code = 'import os, sys\nprint(\'{"value": 1}\')\nprint("oops", file=sys.stderr)\nos.system("echo child")\nreturn 2';

    expect(await output({ code })).toBe(2);
    expect(context.logs.map((line) => line.text)).toEqual(['{"value": 1}', 'oops', 'child']);
  });

  it('sees nothing of the environment of the engine', async () => {
    expect(await output({ code: 'import os\nreturn "ENGINE_SECRET" in os.environ' })).toBe(false);
    expect(await output({ code: 'import sys\nreturn sys.stdin.read()' })).toBe('');
  });

  it('names the line of an error, with the traceback', async () => {
    const found = await failure({ code: 'def f():\n  return {}["x"]\n\nreturn f()' });

    expect(found).toMatchObject({ code: 'script_failed', message: "Line 2: KeyError: 'x'", details: { line: 2 } });
    expect(found.details?.traceback).toMatch(/script\.py", line 4[\s\S]*line 2/);
    expect(await failure({ code: 'x = 1\ny = = 2' })).toMatchObject({
      message: expect.stringMatching(/^Line 2: SyntaxError/),
      details: { line: 2 },
    });
    expect(await failure({ code: '\nraise Exception("bad")' })).toMatchObject({ message: 'Line 2: Exception: bad' });
  });

  it('says what in its result is no JSON', async () => {
    for (const [code, place] of [
      ['return {"a": [1, {2}]}', 'The result.a[1] is of type set'],
      ['return float("nan")', 'The result is nan'],
      ['return {1: 2}', 'has the key 1'],
      ['a = []\na.append(a)\nreturn a', 'The result[0] is part of itself'],
      ['return 2 ** 60', 'too large to stay exact'],
      ['return print', 'builtin_function_or_method'],
    ]) {
      expect(await failure({ code }), code).toMatchObject({ code: 'result_not_json', message: expect.stringContaining(place ?? '') });
    }
  });

  it('says how the process ended when it did not return', async () => {
    expect(await failure({ code: 'import sys\nsys.exit(3)' })).toMatchObject({
      code: 'script_failed',
      message: expect.stringContaining('sys.exit(3)'),
    });
    expect(await failure({ code: 'import os\nos._exit(3)' })).toMatchObject({ message: expect.stringContaining('exit code 3') });
    expect(await failure({ code: 'import os\nos.kill(os.getpid(), 9)' })).toMatchObject({ message: expect.stringContaining('SIGKILL') });
  });

  it.runIf(process.platform === 'linux')('ends when it wants too much memory', async () => {
    expect(await failure({ code: 'return len("x" * 10**9)', memoryMb: 100 })).toMatchObject({ code: 'script_memory' });
  });

  it('says what to do where there is no interpreter', async () => {
    expect(await failure({ code: 'return 1', interpreter: 'no-python' })).toMatchObject({
      code: 'interpreter_not_found',
      message: expect.stringContaining('no-python'),
    });
    context = createTestContext({ processes: createChildProcesses({ environment: { PATH: '/nowhere' } }) });
    expect(await failure({ code: 'return 1' })).toMatchObject({
      code: 'interpreter_not_found',
      message: expect.stringContaining('Install Python'),
    });
  });

  it('starts no interpreter that is not allowed', async () => {
    context = createTestContext({ processes, allowedCommands: ['git'] });
    expect(await failure({ code: 'return 1' })).toMatchObject({ code: 'command_not_allowed' });

    context = createTestContext({ processes, allowedCommands: ['python3'] });
    expect(await output({ code: 'return 1' })).toBe(1);
  });

  it.runIf(process.platform === 'linux')('ends with its children when it is aborted', async () => {
    const controller = new AbortController();
    context = createTestContext({ processes, signal: controller.signal });
    const code =
      'import subprocess\nchild = subprocess.Popen(["sleep", "1000"], start_new_session=True)\nprint(child.pid, file=open("pid", "w"), flush=True)\nchild.wait()';

    const ending = failure({ code });
    const path = join(context.files.folder, 'pid');
    while (!existsSync(path) || !readFileSync(path, 'utf8').endsWith('\n')) await sleep(5);
    controller.abort();

    expect(await ending).toMatchObject({ code: 'aborted' });
    expect(isAlive(Number(readFileSync(path, 'utf8')))).toBe(false);
  });
});

/** A zombie, which nobody has asked for its exit code yet, has ended. */
function isAlive(pid: number): boolean {
  try {
    return !/^\d+ \(.*\) Z/.test(readFileSync(`/proc/${pid}/stat`, 'latin1'));
  } catch {
    return false;
  }
}

describe('the manifest of script.python', () => {
  it('names the interpreter it would start', () => {
    expect(scriptPythonManifest.capabilities({ code: 'x' })).toEqual([{ kind: 'command', value: 'python3' }]);
    expect(scriptPythonManifest.capabilities({ code: 'x', interpreter: 'py' })).toEqual([{ kind: 'command', value: 'py' }]);
    expect(scriptPythonManifest.capabilities({ code: 'x', interpreter: '{{ vars.p }}' })).toEqual([{ kind: 'command', value: '*' }]);
  });
});
