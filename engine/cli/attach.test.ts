import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { RunEvent } from '../run/event.ts';
import type { Json } from '../workflow/json.ts';
import { useCli } from './testing/cli.ts';
import { serve, startOwner } from './testing/owner.ts';
import { hasScript, openTerminal } from './testing/terminal.ts';

const cli = useCli();
const shell = (text: string, more: { [key: string]: Json } = {}): Json => ({ type: 'shell.command', with: { shell: text }, ...more });
const workflow = (id: string, tasks: { [id: string]: Json }, more: { [key: string]: Json } = {}): Json => ({
  format: 1,
  id,
  tasks,
  ...more,
});
const ask: Json = { type: 'flow.approval', with: { title: 'Send it?', form: { amount: { type: 'integer', default: 5 } } } };

let count = 0;
/** Commands on a fresh data directory, with what they said on both streams. */
function fresh() {
  const data = ['--data-dir', join(cli.folder(), `data-${++count}`)];
  const run = async (...args: readonly string[]) => await cli.run([...args, ...data]);
  const json = async (...args: readonly string[]) => JSON.parse((await run(...args, '--json')).stdout);
  return { data, run, json };
}

describe('a command beside millrace serve', { timeout: 120_000 }, () => {
  it('runs a file where the file is, and shows it as a run of its own', async () => {
    const { data, run, json } = fresh();
    const tasks = {
      a: shell('echo "at $(pwd)"; echo {{ inputs.day }} > attached.txt'),
      b: { type: 'log.write', needs: ['a'], with: { message: 'bye' } },
    };
    const file = await cli.write('attached.json', workflow('attached', tasks, { inputs: { day: { type: 'string' } } }));
    const alone = await cli.run(['run', file, '-i', 'day=mon', ...fresh().data]);
    await serve(cli, data);

    const plain = await run('run', file, '-i', 'day=tue');

    // Words for words, but for times and ids.
    const general = (text: string) => text.replaceAll(/\d\d:\d\d:\d\d|\d+(\.\d+)?m?s|\d{8}-\d{6}-[0-9a-f]+/g, '·');
    expect([plain.code, general(plain.stdout), plain.stderr]).toEqual([0, general(alone.stdout), alone.stderr]);
    expect(readFileSync(join(cli.folder(), 'attached.txt'), 'utf8')).toBe('tue\n');
    expect(await json('run', file, '-i', 'day=wed')).toMatchObject({ status: 'succeeded', inputs: { day: 'wed' } });
    const events = (await run('run', file, '-i', 'day=thu', '--events')).stdout
      .trim()
      .split('\n')
      .map((line): RunEvent => JSON.parse(line));
    expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1));
    expect(events.at(-1)?.type).toBe('run.finished');
  });

  it('fails as a command of its own does', async () => {
    const { data, run } = fresh();
    const file = await cli.write(
      'attached-bad.json',
      workflow('bad', { bad: shell('echo on my way; exit 3') }, { inputs: { n: { type: 'integer', default: 1 } } }),
    );
    await serve(cli, data);

    const failed = await run('run', file);
    expect([failed.code, failed.stdout]).toEqual([
      1,
      expect.stringMatching(/✖ bad failed\n.*exit code 3.*\(exit_code\)\n {2}last log lines:\n.*on my way/s),
    ]);
    expect(await run('run', file, '-i', 'n=many')).toMatchObject({ code: 2, stderr: expect.stringContaining('must be a whole number') });
    expect(await run('run', file, '--env', 'nope')).toMatchObject({ code: 2, stderr: expect.stringContaining('no environment `nope`') });
    const unused = await cli.run(['run', file, '--slots', '2', ...data], { env: { MILLRACE_SECRET_TOKEN: 'hush-hush' } });
    expect(unused.stderr).toMatch(/--slots is not used, because process \d+ .*\n.*MILLRACE_SECRET_TOKEN of this command is not used/);
    expect(unused.stderr).not.toContain('hush');
    expect(await run('run', 'absent')).toMatchObject({ code: 2, stderr: expect.stringContaining('no stored workflow absent') });
    for (const command of [['show'], ['logs'], ['cancel'], ['pause'], ['resume'], ['approve'], ['rerun'], ['remove']]) {
      expect([command, await run('runs', ...command, 'absent')]).toMatchObject([
        command,
        { code: 2, stderr: expect.stringContaining('absent') },
      ]);
    }
  });

  it('looks into runs, brings them on, repeats and removes them', async () => {
    const { data, run, json } = fresh();
    const file = await cli.write(
      'attached-sign.json',
      workflow('sign', {
        ask,
        after: { type: 'data.set', needs: ['ask:approved'], with: { values: { n: '{{ tasks.ask.output.values.amount }}' } } },
      }),
    );
    await serve(cli, data);
    const [one, two, three] = [await json('run', file), await json('run', file), await json('run', file)].map(({ id }) => id as string);

    expect((await json('runs', 'list', '--status', 'waiting')).runs).toHaveLength(3);
    expect((await json('runs', 'list', '--limit', '2')).runs).toHaveLength(2);
    expect(await run('runs', 'pause', `${one}`)).toMatchObject({ code: 0 });
    expect((await json('runs', 'show', `${one}`)).status).toBe('paused');
    expect((await json('runs', 'resume', `${one}`)).status).toBe('waiting');
    expect(await run('runs', 'approve', `${one}`, '--value', 'amount=lots')).toMatchObject({ code: 2 });
    expect(await json('runs', 'approve', `${one}`, 'ask', '--value', 'amount=7', '--by', 'eve')).toMatchObject({
      status: 'succeeded',
      tasks: { after: { output: { n: 7 } } },
    });
    expect(await run('runs', 'approve', `${two}`, '--reject', '--detach')).toMatchObject({
      code: 0,
      stderr: expect.stringMatching(/goes on in process \d+/),
    });
    expect(await run('runs', 'cancel', `${three}`)).toMatchObject({ code: 0, stderr: `Run ${three} is canceled.\n` });
    expect((await run('runs', 'show', `${one}`, '--events')).stdout.trim().split('\n').at(-1)).toContain('run.finished');
    expect((await json('runs', 'logs', `${one}`)).lines).toEqual([]);
    expect((await json('runs', 'stats')).runs).toBe(3);
    expect(await run('runs', 'rerun', `${three}`, '--dry-run')).toMatchObject({ code: 0, stdout: expect.stringContaining('ask') });
    expect((await json('runs', 'rerun', `${three}`)).status).toBe('waiting');
    expect(await run('runs', 'remove', `${one}`)).toMatchObject({ code: 0 });
    expect((await json('runs', 'list')).runs.map(({ id }: { id: string }) => id)).not.toContain(one);
  });

  it('keeps workflows, secrets and environments', async () => {
    const { data, run, json } = fresh();
    const greet = await cli.write(
      'attached-greet.json',
      workflow('greet', {
        a: { type: 'shell.command', with: { shell: 'test "$T" = hush-hush && echo {{ vars.who }}', env: { T: '{{ secrets.TOKEN }}' } } },
      }),
    );
    await serve(cli, data);

    expect(await run('workflows', 'import', greet)).toMatchObject({ code: 0, stdout: 'Stored greet.\n' });
    expect(await cli.run(['secrets', 'set', 'TOKEN', ...data], { input: 'hush-hush\n' })).toMatchObject({ code: 0 });
    expect(await cli.run(['secrets', 'set', 'not a name', ...data], { input: 'x' })).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('no name for a secret'),
    });
    expect(await run('environments', 'set', 'staging', 'who=Ada', 'limit=20', '--parse')).toMatchObject({ code: 0 });
    expect((await json('workflows', 'list')).workflows).toMatchObject([{ id: 'greet' }]);
    expect((await json('workflows', 'show', 'greet')).workflow.id).toBe('greet');
    expect((await json('secrets', 'list')).secrets).toEqual(['TOKEN']);
    expect(await json('environments', 'list')).toEqual({ environments: { staging: { vars: { who: 'Ada', limit: 20 } } } });
    expect((await run('environments', 'show', 'staging')).stdout).toBe('who=Ada\nlimit=20\n');
    expect(await json('run', 'greet', '--env', 'staging')).toMatchObject({
      status: 'succeeded',
      tasks: { a: { output: { stdout: 'Ada\n' } } },
    });
    expect(JSON.parse((await run('workflows', 'export', 'greet')).stdout).id).toBe('greet');
    expect(await run('run', 'greet', '--env', 'staging', '--dry-run')).toMatchObject({ code: 0, stdout: expect.stringContaining('echo') });
    expect(await run('environments', 'unset', 'staging', 'who')).toMatchObject({ code: 0 });
    expect(await run('environments', 'unset', 'staging', 'who')).toMatchObject({ code: 2 });
    expect(await run('secrets', 'delete', 'TOKEN')).toMatchObject({ code: 0 });
    expect(await run('secrets', 'delete', 'TOKEN')).toMatchObject({ code: 2 });
    expect(await run('workflows', 'delete', 'greet')).toMatchObject({ code: 0 });
    expect(await run('workflows', 'export', 'greet')).toMatchObject({ code: 2 });
  });

  it.runIf(hasScript)('cancels its run for Ctrl+C, and asks for decisions right there', async () => {
    const { data } = fresh();
    await cli.write(
      'attached-long.json',
      workflow('long', { a: shell("trap 'touch attached-cleaned; exit 1' TERM; echo ready; sleep 60 & wait") }),
    );
    await cli.write('attached-ask.json', workflow('question', { call: { type: 'flow.call', with: { workflow: 'attached-asked' } } }));
    await cli.write('attached-asked.json', workflow('attached-asked', { ask: { type: 'flow.approval', with: { title: 'Now?' } } }));
    await serve(cli, data);
    const open = (file: string) =>
      openTerminal(
        `'${process.execPath}' '${cli.entry()}' run ${file} ${data.join(' ')}`,
        { columns: 70, rows: 12 },
        { cwd: cli.folder(), env: { ...cli.env(), TERM: 'xterm' } },
      );

    const long = open('attached-long.json');
    await long.shows('ready');
    long.type('\u0003');
    expect(await long.ended).toMatchObject({ code: 1, screen: expect.stringContaining('canceled') });
    expect(existsSync(join(cli.folder(), 'attached-cleaned'))).toBe(true);
    const asking = open('attached-ask.json');
    await asking.shows('Approve? [y/n]');
    asking.type('y\n');
    await asking.shows('Comment');
    asking.type('fine\n');
    expect(await asking.ended).toMatchObject({ code: 0, screen: expect.stringMatching(/✔ call/) });
  });
});

describe('a command beside millrace run', () => {
  it('works through it, and the first stays until the other is done', async () => {
    const { data, run } = fresh();
    await cli.write('first.json', workflow('first', { a: shell('echo begun; while [ ! -e second-runs ]; do sleep 0.05; done') }));
    const second = await cli.write('second.json', workflow('second', { a: shell('touch second-runs; sleep 2; echo still here') }));
    const owner = startOwner(cli, ['run', 'first.json', ...data]);
    await owner.says('begun');

    const other = await run('run', second);

    expect([other.code, other.stderr]).toEqual([0, '']);
    expect(other.stdout).toContain('still here');
    expect(await owner.ended).toBe(0);
    expect(owner.said()).toContain('it stays until they are done');
  });

  it('goes on with its run when the first is killed', async () => {
    const { data } = fresh();
    await cli.write('owner.json', workflow('owner', { a: shell('echo begun; sleep 60') }));
    await cli.write(
      'goes-on.json',
      workflow('goes-on', {
        a: shell('echo x >> goes-on-attempts; echo working; while [ ! -e go ]; do sleep 0.05; done', { onInterrupt: 'retry' }),
      }),
    );
    const owner = startOwner(cli, ['run', 'owner.json', ...data]);
    await owner.says('begun');
    const other = startOwner(cli, ['run', 'goes-on.json', ...data]);
    await other.says('working');

    owner.child.kill('SIGKILL');
    await other.says('a was interrupted and runs again');
    await cli.write('go', {});

    await other.says('run succeeded');
    other.child.kill('SIGTERM');
    expect(other.said()).toContain('going on with it');
    expect(readFileSync(join(cli.folder(), 'goes-on-attempts'), 'utf8')).toBe('x\nx\n');
  });

  it('says who has the directory when that process is stopped, reads all the same, and works when it goes on', async () => {
    const { data, run } = fresh();
    const quick = await cli.write('quick.json', workflow('quick', { a: { type: 'data.set', with: { values: {} } } }));
    const owner = await serve(cli, data);
    await run('run', quick);
    owner.child.kill('SIGSTOP');

    const refused = await run('run', quick);
    const listed = await run('runs', 'list');
    owner.child.kill('SIGCONT');
    const taken = await run('run', quick);

    expect([refused.code, refused.stderr]).toEqual([
      3,
      expect.stringContaining(`is in use by process ${owner.child.pid}, which does not answer`),
    ]);
    expect([listed.code, listed.stdout]).toEqual([0, expect.stringContaining('quick')]);
    expect([taken.code, (await run('runs', 'list')).stdout.match(/quick/g)?.length]).toEqual([0, 2]);
  });
});

it('secrets and environments are read without an engine, and without touching anything', async () => {
  const { run } = fresh();
  const absent = join(cli.folder(), `data-${count}`);

  expect((await run('secrets', 'list', '--json')).stdout).toBe('{\n  "secrets": []\n}\n');
  expect((await run('environments', 'list', '--json')).stdout).toBe('{\n  "environments": {}\n}\n');
  expect(existsSync(absent)).toBe(false);
});
