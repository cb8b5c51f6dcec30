import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeEach, describe, expect, it } from 'vitest';
import { createChildProcesses } from '../../adapters/child-processes.ts';
import { createTestContext, type TestContext } from '../testing/context.ts';
import { failureOf, outputOf } from '../testing/run-task.ts';
import { shellCommand } from './execute.ts';
import { shellCommandManifest, shellCommandParameters } from './manifest.ts';

const processes = createChildProcesses({ environment: { PATH: process.env.PATH ?? '', HOME: '/tmp', ENGINE_SECRET: 'hidden' } });
let context: TestContext;

beforeEach(() => {
  context = createTestContext({ processes });
});

const output = (parameters: unknown) => outputOf(shellCommand, parameters, context);
const failure = (parameters: unknown) => failureOf(shellCommand, parameters, context);

describe('shell.command', () => {
  it('runs a program with arguments that no shell reads', async () => {
    expect(await output({ command: ['printf', '%s|%s|%s', '$HOME; ls', 5, true] })).toEqual({
      exitCode: 0,
      stdout: '$HOME; ls|5|true',
      stderr: '',
    });
  });

  it('runs shell text', async () => {
    expect(await output({ shell: 'printf "b\\na\\n" | sort; echo note >&2', parse: 'lines' })).toEqual({
      exitCode: 0,
      stdout: ['a', 'b'],
      stderr: 'note\n',
    });
  });

  it('quotes what the host has put into shell text, or refuses it', async () => {
    const put = (text: string, value: string) => text.replace('{{ x }}', () => shellCommandManifest.quoting?.shell?.(value) ?? '');

    expect(await output({ shell: put('echo {{ x }} | cat', '$(id); "') })).toMatchObject({ stdout: '$(id); "\n' });
    expect(await failure({ shell: put('echo "{{ x }}"', '$(id)') })).toMatchObject({ code: 'unsafe_shell_text' });
  });

  it('writes both outputs to the log, line by line', async () => {
    await output({ shell: 'echo one; echo two' });
    await output({ shell: 'echo oops >&2' });

    expect(context.logs).toEqual([
      { level: 'info', text: 'one' },
      { level: 'info', text: 'two' },
      { level: 'warn', text: 'oops' },
    ]);
  });

  it('hands over text as it is and other values as JSON', async () => {
    expect(await output({ command: ['cat'], stdin: 'a "b"' })).toMatchObject({ stdout: 'a "b"' });
    expect(await output({ command: ['cat'], stdin: { a: [1] }, parse: 'json' })).toMatchObject({ stdout: { a: [1] } });
    expect(await output({ command: ['cat'] })).toMatchObject({ stdout: '' });
  });

  it('gives the program nothing of the environment of the engine', async () => {
    const { stdout } = (await output({ command: ['env'], env: { GREETING: 'hi', N: 1 }, parse: 'lines' })) as { stdout: string[] };

    expect(stdout.map((line) => line.replace(/^(MILLRACE_ATTEMPT|PATH)=.*/, '$1')).sort()).toEqual([
      'GREETING=hi',
      'HOME=/tmp',
      'MILLRACE_ATTEMPT',
      'N=1',
      'PATH',
    ]);
  });

  it("starts in the workflow's folder, or in one below it", async () => {
    mkdirSync(join(context.files.folder, 'sub'));

    expect(await output({ command: ['pwd'] })).toMatchObject({ stdout: `${context.files.folder}\n` });
    expect(await output({ command: ['pwd'], cwd: 'sub' })).toMatchObject({ stdout: `${join(context.files.folder, 'sub')}\n` });
  });

  it('refuses to start outside of the allowed folders', async () => {
    expect(await failure({ command: ['pwd'], cwd: '/etc' })).toMatchObject({ code: 'path_not_allowed' });
    expect(await failure({ command: ['pwd'], cwd: 'missing' })).toMatchObject({ code: 'folder_not_found' });
  });
});

describe('a command that fails', () => {
  it('names its exit code and its last words', async () => {
    const found = await failure({ shell: 'for i in 1 2 3 4 5 6; do echo "line $i" >&2; done; exit 3' });

    expect(found).toMatchObject({ kind: 'user', code: 'exit_code', details: { exitCode: 3 } });
    expect(found.message).toContain('exit code 3');
    expect(found.message).toMatch(/line 2\n.*\n.*\n.*\nline 6$/);
  });

  it('succeeds when its exit code is expected', async () => {
    expect(await output({ shell: 'exit 1', expectExitCodes: [0, 1] })).toMatchObject({ exitCode: 1 });
    expect(await failure({ shell: 'exit 0', expectExitCodes: [1] })).toMatchObject({ code: 'exit_code' });
  });

  it('says that a program is missing or not executable', async () => {
    writeFileSync(join(context.files.folder, 'plain.txt'), '');

    expect(await failure({ command: ['no-such-program'] })).toMatchObject({
      code: 'command_not_found',
      details: { command: 'no-such-program' },
    });
    expect(await failure({ command: ['./plain.txt'] })).toMatchObject({ code: 'not_permitted' });
  });

  it('names a signal that somebody else sent', async () => {
    expect(await failure({ shell: 'kill -KILL $$' })).toMatchObject({ code: 'killed_by_signal', details: { signal: 'SIGKILL' } });
  });

  it('says that its output is not JSON', async () => {
    expect(await failure({ command: ['echo', 'nope'], parse: 'json' })).toMatchObject({ code: 'output_not_json' });
  });
});

describe('output that is too large', () => {
  it('is cut with a warning, while the log goes on', async () => {
    const { stdout } = (await output({ shell: 'seq 1 1000', maxOutputBytes: 10 })) as { stdout: string };

    expect(stdout).toBe('1\n2\n3\n4\n5\n');
    expect(context.logs).toContainEqual({ level: 'info', text: '1000' });
    expect(context.logs.at(-1)).toMatchObject({ level: 'warn', text: expect.stringContaining('maxOutputBytes') });
  });

  it('is no JSON any more', async () => {
    expect(await failure({ command: ['echo', '[1, 2, 3]'], parse: 'json', maxOutputBytes: 4 })).toMatchObject({ code: 'output_not_json' });
  });
});

describe('allowed commands', () => {
  it('are the only ones that start', async () => {
    context = createTestContext({ processes, allowedCommands: ['echo'] });

    expect(await output({ command: ['echo', 'hi'] })).toMatchObject({ exitCode: 0 });
    expect(await failure({ command: ['/bin/echo', 'hi'] })).toMatchObject({
      code: 'command_not_allowed',
      details: { command: '/bin/echo' },
    });
    expect((await failure({ shell: 'echo hi' })).message).toContain('Add "sh" there');
  });

  it('include shell text when sh is among them', async () => {
    context = createTestContext({ processes, allowedCommands: ['sh'] });

    expect(await output({ shell: 'echo hi' })).toMatchObject({ exitCode: 0 });
  });
});

describe.runIf(process.platform === 'linux')('an aborted command', () => {
  it('ends with its grandchildren, also with those in a session of their own', async () => {
    const controller = new AbortController();
    context = createTestContext({ processes, signal: controller.signal });
    const script = "sh -c 'sleep 1000 & echo $! > a; wait' & setsid sh -c 'echo $$ > b; exec sleep 1000' & wait";

    const ending = failure({ shell: script });
    const pids = await Promise.all(['a', 'b'].map(pidIn));
    controller.abort();

    expect(await ending).toMatchObject({ code: 'aborted' });
    expect(pids.filter(isAlive)).toEqual([]);
  });
});

async function pidIn(name: string): Promise<number> {
  const path = join(context.files.folder, name);
  while (!existsSync(path) || !readFileSync(path, 'utf8').endsWith('\n')) await sleep(5);
  return Number(readFileSync(path, 'utf8'));
}

function isAlive(pid: number): boolean {
  try {
    return !/^\d+ \(.*\) Z/.test(readFileSync(`/proc/${pid}/stat`, 'latin1'));
  } catch {
    return false;
  }
}

describe('the manifest of shell.command', () => {
  it('wants either a command or shell text', () => {
    for (const bad of [
      {},
      { command: ['a'], shell: 'a' },
      { command: [] },
      { command: [''] },
      { shell: '' },
      { command: ['a'], env: { 'A-B': 'x' } },
    ]) {
      expect(shellCommandParameters.safeParse(bad).success, JSON.stringify(bad)).toBe(false);
    }
  });

  it('names the program, folder and secrets it would use', () => {
    const parameters = { command: ['git', 'pull'], cwd: '../other', env: { T: '{{ secrets.TOKEN }}' } };

    expect(shellCommandManifest.capabilities(parameters)).toEqual([
      { kind: 'command', value: 'git' },
      { kind: 'folder', value: '../other' },
      { kind: 'secret', value: 'TOKEN' },
    ]);
    expect(shellCommandManifest.capabilities({ shell: 'ls' })).toEqual([{ kind: 'command', value: 'sh' }]);
    for (const command of [['{{ inputs.program }}'], '{{ inputs.command }}']) {
      expect(shellCommandManifest.capabilities({ command })).toEqual([{ kind: 'command', value: '*' }]);
    }
    expect(shellCommandManifest.capabilities({})).toEqual([]);
  });

  it('shows what it runs on the canvas', () => {
    expect(shellCommandManifest.describe?.({ command: ['git', 'pull'] })).toBe('git pull');
    expect(shellCommandManifest.describe?.({ shell: 'ls |\n  wc' })).toBe('ls | wc');
    expect(shellCommandManifest.describe?.({})).toBe('');
  });
});
