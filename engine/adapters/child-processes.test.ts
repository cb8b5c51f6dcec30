import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SpawnRequest, SpawnResult } from '../ports.ts';
import { createTemporaryFolder } from '../tasks/testing/context.ts';
import { createChildProcesses } from './child-processes.ts';

const processes = createChildProcesses({ environment: { PATH: process.env.PATH ?? '', HOME: '/tmp', SECRET_KEY: 'hidden' } });
let folder: string;
let pids: number[];

beforeEach(() => {
  folder = createTemporaryFolder();
  pids = [];
});

afterEach(() => {
  for (const pid of pids) if (isAlive(pid)) process.kill(pid, 'SIGKILL');
});

type Ended = { readonly result: SpawnResult; readonly stdout: string; readonly stderr: string };

async function run(request: Partial<SpawnRequest> & Pick<SpawnRequest, 'command'>): Promise<Ended> {
  const stdout: Uint8Array[] = [];
  const stderr: Uint8Array[] = [];
  const result = await processes.run({
    cwd: folder,
    env: processes.baseEnv(),
    stdin: null,
    onStdout: (chunk) => stdout.push(chunk),
    onStderr: (chunk) => stderr.push(chunk),
    signal: new AbortController().signal,
    graceMs: 100,
    ...request,
  });
  return { result, stdout: Buffer.concat(stdout).toString(), stderr: Buffer.concat(stderr).toString() };
}

function isAlive(pid: number): boolean {
  try {
    return !/^\d+ \(.*\) Z/.test(readFileSync(`/proc/${pid}/stat`, 'latin1'));
  } catch {
    return false;
  }
}

/** The number that a process of the script has written into `name`. */
async function pidIn(name: string): Promise<number> {
  for (;;) {
    const text = existsSync(join(folder, name)) ? readFileSync(join(folder, name), 'utf8') : '';
    if (text.endsWith('\n')) {
      pids.push(Number(text));
      return Number(text);
    }
    await sleep(5);
  }
}

/** Runs a script, aborts it once all named processes have started, and says which of them outlived it. */
async function abortOnceStarted(
  script: string,
  names: readonly string[],
  graceMs = 20_000,
): Promise<{ ended: Ended; survivors: number[] }> {
  const controller = new AbortController();
  const ending = run({ command: ['sh', '-c', script], signal: controller.signal, graceMs });
  const started = await Promise.all(names.map(pidIn));
  controller.abort();
  return { ended: await ending, survivors: started.filter(isAlive) };
}

describe('a process', () => {
  it('gets its arguments as they are, and gives its output and exit code', async () => {
    const ended = await run({ command: ['sh', '-c', 'printf "%s|" "$@"; echo oops >&2; exit 3', 'sh', 'a b', '$HOME', '; ls'] });

    expect(ended).toEqual({ result: { type: 'exited', exitCode: 3 }, stdout: 'a b|$HOME|; ls|', stderr: 'oops\n' });
  });

  it('reads its input to the end', async () => {
    const input = 'x'.repeat(1_000_000);

    expect((await run({ command: ['wc', '-c'], stdin: input })).stdout.trim()).toBe('1000000');
    expect((await run({ command: ['cat'], stdin: null })).stdout).toBe('');
  });

  it('may end without reading its input', async () => {
    expect((await run({ command: ['true'], stdin: 'x'.repeat(10_000_000) })).result).toEqual({ type: 'exited', exitCode: 0 });
  });

  it('sees nothing of the environment but what it is given', async () => {
    const { stdout } = await run({ command: ['env'], env: { ...processes.baseEnv(), GREETING: 'hi' } });

    const names = stdout
      .trim()
      .split('\n')
      .map((line) => line.split('=')[0]);
    expect(names.sort()).toEqual(['GREETING', 'HOME', 'MILLRACE_ATTEMPT', 'PATH']);
  });

  it('delivers megabytes of output completely', async () => {
    const { stdout } = await run({ command: ['sh', '-c', 'head -c 20000000 /dev/zero'] });

    expect(stdout).toHaveLength(20_000_000);
  });

  it('names the signal that ended it', async () => {
    expect((await run({ command: ['sh', '-c', 'kill -9 $$'] })).result).toEqual({ type: 'signaled', signal: 'SIGKILL' });
  });
});

describe('a process that cannot start', () => {
  it('says why', async () => {
    writeFileSync(join(folder, 'plain'), '');
    chmodSync(join(folder, 'plain'), 0o644);

    const reason = async (request: Parameters<typeof run>[0]) => (await run(request)).result;
    expect(await reason({ command: ['no-such-program'] })).toMatchObject({ type: 'not_started', reason: 'not_found' });
    expect(await reason({ command: [join(folder, 'plain')] })).toMatchObject({ type: 'not_started', reason: 'not_permitted' });
    expect(await reason({ command: ['true'], cwd: join(folder, 'missing') })).toMatchObject({ reason: 'bad_folder' });
    expect(await reason({ command: ['true'], cwd: join(folder, 'plain') })).toMatchObject({ reason: 'bad_folder' });
  });

  it('answers also to what the system would throw at', async () => {
    for (const command of [[], [''], ['a\0b'], ['true', 'x'.repeat(10_000_000)]]) {
      expect((await run({ command })).result, JSON.stringify(command).slice(0, 40)).toMatchObject({ type: 'not_started' });
    }
  });

  it('does not start when it has been aborted before', async () => {
    const controller = new AbortController();
    controller.abort();

    const { result } = await run({ command: ['sh', '-c', 'echo 1 > started'], signal: controller.signal });

    expect(result).toEqual({ type: 'signaled', signal: 'SIGTERM' });
    expect(existsSync(join(folder, 'started'))).toBe(false);
  });
});

describe.runIf(process.platform === 'linux')('ending a process', () => {
  it('ends its children and grandchildren', async () => {
    const script = 'sh -c "sleep 1000 & echo \\$! > grandchild; wait" & echo $! > child; wait';

    const { ended, survivors } = await abortOnceStarted(script, ['child', 'grandchild']);

    expect(ended.result).toEqual({ type: 'signaled', signal: 'SIGTERM' });
    expect(survivors).toEqual([]);
  });

  it('kills what does not listen to TERM, once the grace is over', async () => {
    const stubborn = "trap '' TERM; echo $$ > child; while :; do sleep 0.01; done";

    const { ended, survivors } = await abortOnceStarted(stubborn, ['child'], 100);

    expect(ended.result).toEqual({ type: 'signaled', signal: 'SIGKILL' });
    expect(survivors).toEqual([]);
  });

  it('lets a process clean up after TERM', async () => {
    const { ended } = await abortOnceStarted("trap 'echo cleaned; exit 7' TERM; echo $$ > child; while :; do sleep 0.01; done", ['child']);

    expect(ended).toMatchObject({ result: { type: 'exited', exitCode: 7 }, stdout: 'cleaned\n' });
  });

  it('finds grandchildren in a session of their own', async () => {
    const { survivors } = await abortOnceStarted("setsid sh -c 'echo $$ > child; exec sleep 1000' & wait", ['child']);

    expect(survivors).toEqual([]);
  });

  it('finds orphans of a double fork, even when they ignore TERM', async () => {
    const daemon = '(setsid sh -c \'trap "" TERM; echo $$ > child; while :; do sleep 0.01; done\' >/dev/null 2>&1 </dev/null &)';

    const { survivors } = await abortOnceStarted(`${daemon}; sleep 1000`, ['child'], 100);

    expect(survivors).toEqual([]);
  });

  it('finds children that have cleared their environment, by their parent', async () => {
    const { survivors } = await abortOnceStarted("env -i setsid sh -c 'echo $$ > child; exec sleep 1000' & wait", ['child']);

    expect(survivors).toEqual([]);
  });

  it('ends a stopped process', async () => {
    const { survivors } = await abortOnceStarted('sh -c "echo \\$\\$ > child; kill -STOP \\$\\$" & wait', ['child']);

    expect(survivors).toEqual([]);
  });

  it('leaves other processes alone', async () => {
    const controller = new AbortController();
    const other = run({ command: ['sh', '-c', 'echo $$ > other; exec sleep 1000'], signal: controller.signal });
    const pid = await pidIn('other');

    await abortOnceStarted('sleep 1000 & echo $! > child; wait', ['child']);

    expect(isAlive(pid)).toBe(true);
    controller.abort();
    await other;
  });
});

describe.runIf(process.platform === 'linux')('what a process leaves behind', () => {
  it('may finish within the grace', async () => {
    const { stdout } = await run({ command: ['sh', '-c', '(sleep 0.05; echo late) & echo early'], graceMs: 10_000 });

    expect(stdout).toBe('early\nlate\n');
  });

  it('is ended after the grace, with or without an open output', async () => {
    for (const redirect of ['', '>/dev/null 2>&1']) {
      const { result } = await run({ command: ['sh', '-c', `rm -f child; sleep 1000 ${redirect} & echo $! > child; exit 4`] });

      expect(result).toEqual({ type: 'exited', exitCode: 4 });
      expect(isAlive(await pidIn('child'))).toBe(false);
    }
  });

  it('does not keep the attempt waiting when it hides and holds the output', async () => {
    const hidden = "(env -i setsid sh -c 'echo $$ > child; exec sleep 1000' &)";

    const { result, stdout } = await run({ command: ['sh', '-c', `${hidden}; while ! [ -s child ]; do sleep 0.01; done; echo done`] });

    await pidIn('child'); // ended by the clean-up of this test
    expect({ result, stdout }).toEqual({ result: { type: 'exited', exitCode: 0 }, stdout: 'done\n' });
  });
});
