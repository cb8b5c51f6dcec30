import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Json } from '../workflow/json.ts';
import { useCli } from './testing/cli.ts';
import { hasScript, openTerminal } from './testing/terminal.ts';

const cli = useCli();
const set = (values: Json, more: { [key: string]: Json } = {}): Json => ({ type: 'data.set', with: { values }, ...more });
const shell = (text: string, more: { [key: string]: Json } = {}): Json => ({ type: 'shell.command', with: { shell: text }, ...more });
const workflow = (id: string, tasks: { [id: string]: Json }, more: { [key: string]: Json } = {}): Json => ({
  format: 1,
  id,
  tasks,
  ...more,
});

/** A fresh data directory, so that tests do not see each other's runs. */
let count = 0;
const fresh = () => ['--data-dir', join(cli.folder(), `data-${++count}`)];

describe('millrace run', () => {
  it('prints the finished run as one JSON object', async () => {
    const inputs = { limit: { type: 'integer', default: 3 }, day: { type: 'string' } };
    const tasks = {
      a: set({ twice: '{{ inputs.limit * 2 }}' }),
      b: { ...(set({}) as object), when: false },
      js: { type: 'script.js', with: { code: 'return 6 * 7' } },
    };
    const file = await cli.write('ok.json', workflow('ok', tasks, { inputs, outputs: { twice: '{{ tasks.a.output.twice }}' } }));

    const { code, stdout, stderr } = await cli.run(['run', file, '--json', '-i', 'limit=5', '-i', 'day=2026-03-01', ...fresh()]);

    expect([code, stderr]).toEqual([0, '']);
    expect(JSON.parse(stdout)).toMatchObject({
      id: expect.any(String),
      workflow: 'ok',
      status: 'succeeded',
      inputs: { limit: 5, day: '2026-03-01' },
      outputs: { twice: 10 },
      tasks: {
        a: { status: 'succeeded', attempts: 1, output: { twice: 10 } },
        b: { status: 'skipped' },
        js: { status: 'succeeded', output: 42 },
      },
    });
  });

  it('prints the events of the run, from the first to the last, with --events', async () => {
    const file = await cli.write('events.json', workflow('events', { a: set({}) }));

    const { stdout } = await cli.run(['run', file, '--events', ...fresh()]);

    const events = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1));
    expect([events[0].type, events.at(-1).type]).toEqual(['run.created', 'run.finished']);
  });

  it('says which task failed, why, what it said last and where to look', async () => {
    const file = await cli.write(
      'fails.json',
      workflow('fails', { bad: shell('echo on my way; exit 3'), next: set({}, { needs: ['bad'] }) }),
    );

    const { code, stdout } = await cli.run(['run', file, ...fresh()]);

    expect(code).toBe(1);
    expect(stdout).toMatch(/✖ bad failed\n.*exit code 3.*\(exit_code\)\n {2}last log lines:\n.*on my way/s);
    expect(stdout).toMatch(/millrace runs logs \S+/);
  });

  it('has nothing on stdout but JSON when it fails', async () => {
    const file = await cli.write('fails.json', workflow('fails', { bad: shell('exit 3') }));

    const { code, stdout, stderr } = await cli.run(['run', file, '--json', ...fresh()]);

    expect([code, JSON.parse(stdout).status]).toEqual([1, 'failed']);
    expect(stderr).toContain('✖ bad failed');
  });

  it.each([
    [[], 'Input `limit` is missing'],
    [['-i', 'limit=many'], 'Input `limit` must be a whole number'],
    [['-i', 'limt=1'], 'Did you mean `limit`?'],
    [['-i', 'limit'], '--input wants name=value'],
  ])('refuses the inputs %j and runs nothing', async (args, message) => {
    const file = await cli.write(
      'needs-input.json',
      workflow('ok', { a: shell('touch started') }, { inputs: { limit: { type: 'integer' } } }),
    );

    const { code, stderr } = await cli.run(['run', file, ...args, ...fresh()]);

    expect([code, stderr]).toEqual([2, expect.stringContaining(message)]);
    expect(existsSync(join(cli.folder(), 'started'))).toBe(false);
  });

  it.each([
    [{ type: 'script.python', with: { code: 'return 1', interpreter: 'no-such-python' } }, 'no-such-python'],
    [{ type: 'http.request', with: { url: 'http://127.0.0.1:9/' } }, '127.0.0.1'],
  ])('fails by name when what a task needs is not there (%j)', async (task, name) => {
    const file = await cli.write('missing.json', workflow('missing', { a: task as Json }));

    const { code, stdout, stderr } = await cli.run(['run', file, ...fresh()]);

    expect([1, 2]).toContain(code);
    expect(stdout + stderr).toContain(name);
    expect(stdout + stderr).not.toMatch(/\n\s+at /);
  });

  it('shows what it would do, and does nothing, with --dry-run', async () => {
    const file = await cli.write('dry.json', workflow('dry', { a: shell('touch dry-started') }));
    const data = fresh();

    const { code, stdout } = await cli.run(['run', file, '--dry-run', ...data]);

    expect([code, stdout]).toEqual([0, expect.stringContaining('touch dry-started')]);
    expect(existsSync(join(cli.folder(), 'dry-started'))).toBe(false);
    expect(JSON.parse((await cli.run(['runs', 'list', '--json', ...data])).stdout)).toEqual({ runs: [], next: null });
  });

  it('takes over what succeeded and runs the rest with --from-failed', async () => {
    const file = await cli.write(
      'again.json',
      workflow('again', { a: shell('echo x >> a-ran'), b: shell('test -e b-may', { needs: ['a'] }) }),
    );
    const data = fresh();
    const { id } = JSON.parse((await cli.run(['run', file, '--json', ...data])).stdout);

    await cli.write('b-may', {});
    const again = await cli.run(['run', '--from-failed', id, '--json', ...data]);

    expect(JSON.parse(again.stdout)).toMatchObject({ status: 'succeeded', tasks: { a: { from: 'rerun' }, b: { status: 'succeeded' } } });
    expect(readFileSync(join(cli.folder(), 'a-ran'), 'utf8')).toBe('x\n');
  });

  it.each(['/proc/nope/data', 'file-in-the-way.json', 'file-in-the-way.json/data'])(
    'says that it cannot use %s as data directory, with exit code 3',
    async (folder) => {
      await cli.write('file-in-the-way.json', {});
      const file = await cli.write('noop.json', workflow('noop', { a: set({}) }));

      const { code, stderr } = await cli.run(['run', file, '--data-dir', folder]);

      expect([code, stderr]).toEqual([3, expect.stringMatching(/data directory .* cannot be made: .*--data-dir/)]);
    },
  );
});

const approval = workflow('sign', {
  ask: { type: 'flow.approval', with: { title: 'Send it?', form: { amount: { type: 'integer', default: 5 } } } },
  yes: set({ amount: '{{ tasks.ask.output.values.amount }}', by: '{{ tasks.ask.output.by }}' }, { needs: ['ask:approved'] }),
  no: set({}, { needs: ['ask:rejected'] }),
});

describe('a run that needs a decision', () => {
  it('is left waiting without a terminal, and runs approve goes on with it', async () => {
    const file = await cli.write('sign.json', approval);
    const data = fresh();

    const first = await cli.run(['run', file, '--json', ...data]);
    const { id, status } = JSON.parse(first.stdout);
    const wrong = await cli.run(['runs', 'approve', id, 'nope', ...data]);
    const bad = await cli.run(['runs', 'approve', id, '--value', 'amount=lots', ...data]);
    const done = await cli.run(['runs', 'approve', id, 'ask', '--value', 'amount=7', '--by', 'eve', '--json', ...data]);
    const late = await cli.run(['runs', 'approve', id, ...data]);

    expect([first.code, status]).toEqual([0, 'waiting']);
    expect(first.stderr).toContain(`millrace runs approve ${id} ask`);
    expect([wrong.code, bad.code, done.code, late.code]).toEqual([2, 2, 0, 2]);
    expect(JSON.parse(done.stdout)).toMatchObject({
      status: 'succeeded',
      tasks: { yes: { output: { amount: 7, by: 'eve' } }, no: { status: 'skipped' } },
    });
    expect(late.stderr).toContain('has ended');
  });

  it('is left only when a group that is tried again soon has been', async () => {
    const retry = { attempts: 2, delay: '500ms', jitter: 'none' };
    const again = { type: 'group', retry, tasks: { x: shell('test -e tried || { touch tried; exit 1; }') } };
    const file = await cli.write('both.json', workflow('both', { ask: { type: 'flow.approval', with: { title: 'Go?' } }, again }));

    const { code, stdout } = await cli.run(['run', file, '--json', ...fresh()]);

    expect([code, JSON.parse(stdout)]).toMatchObject([0, { status: 'waiting', tasks: { again: { status: 'succeeded' } } }]);
  });

  it('takes the other way when rejected, and can be paused, resumed and canceled', async () => {
    const file = await cli.write('sign.json', approval);
    const data = fresh();
    const start = async () => JSON.parse((await cli.run(['run', file, '--json', ...data])).stdout).id as string;
    const [one, two] = [await start(), await start()];

    const rejected = await cli.run(['runs', 'approve', one, '--reject', '--json', ...data]);
    await cli.run(['runs', 'pause', two, ...data]);
    const paused = JSON.parse((await cli.run(['runs', 'show', two, '--json', ...data])).stdout);
    const resumed = await cli.run(['runs', 'resume', two, '--json', ...data]);
    const canceled = await cli.run(['runs', 'cancel', two, ...data]);

    expect(JSON.parse(rejected.stdout).tasks).toMatchObject({ yes: { status: 'skipped' }, no: { status: 'succeeded' } });
    expect([paused.status, JSON.parse(resumed.stdout).status]).toEqual(['paused', 'waiting']);
    expect(canceled).toMatchObject({ code: 0, stderr: `Run ${two} is canceled.\n` });
  });
});

const steps = workflow('steps', {
  a: set({ n: 1 }),
  b: set({ n: '{{ tasks.a.output.n + 1 }}' }, { needs: ['a'] }),
  c: set({}, { needs: ['b'] }),
});

describe('a run with choices', () => {
  it('is left waiting at a breakpoint without a terminal, and runs continue goes on with it', async () => {
    const file = await cli.write('steps.json', steps);
    const data = fresh();

    const first = await cli.run(['run', file, '--break', 'b', '--break', 'c', '--json', ...data]);
    const { id, status } = JSON.parse(first.stdout);
    const wrong = await cli.run(['runs', 'continue', id, 'c', ...data]);
    const second = await cli.run(['runs', 'continue', id, 'b', ...data]);
    const done = await cli.run(['runs', 'continue', id, '--json', ...data]);

    expect([first.code, status]).toEqual([0, 'waiting']);
    expect(first.stderr).toContain(`b waits at a breakpoint\n    millrace runs continue ${id} b`);
    expect(wrong).toMatchObject({ code: 2, stderr: expect.stringContaining('does not wait at a breakpoint') });
    expect(second).toMatchObject({
      code: 0,
      stdout: expect.stringContaining(`c waits at a breakpoint\n    millrace runs continue ${id} c`),
    });
    expect([done.code, JSON.parse(done.stdout).status]).toEqual([0, 'succeeded']);
  });

  it('goes up to a task, with the results of another run', async () => {
    const file = await cli.write('steps.json', steps);
    const data = fresh();
    const { id } = JSON.parse((await cli.run(['run', file, '--json', ...data])).stdout);

    const { code, stdout } = await cli.run(['run', file, '--up-to', 'b', '--pin', `a=${id}:b`, '--json', ...data]);
    const plain = await cli.run(['run', file, '--up-to', 'b', '--pin', `a=${id}`, ...data]);
    const refused = [
      await cli.run(['run', file, '--up-to', 'd', ...data]),
      await cli.run(['run', file, '--pin', 'a=nobody', ...data]),
      await cli.run(['run', file, '--pin', 'a', ...data]),
    ];

    expect([code, JSON.parse(stdout).tasks]).toMatchObject([
      0,
      { a: { from: 'pin', output: { n: 2 } }, b: { output: { n: 3 } }, c: { skipped: { reason: 'not_selected' } } },
    ]);
    expect(plain.stdout).toMatch(/a succeeded \(from the run it is pinned to\).*c skipped \(not selected\)/s);
    expect(refused.map(({ code }) => code)).toEqual([2, 2, 2]);
    expect(refused.map(({ stderr }) => stderr).join('')).toMatch(/no task `d`.*pinned to run nobody.*--pin wants task=run/s);
  });
});

describe('stored workflows, secrets and environments', () => {
  it('are kept, listed, used by runs and deleted', async () => {
    const data = fresh();
    const document = workflow('greet', {
      a: set({ to: '{{ vars.who }}' }),
      b: shell('printf %s "$T"', { with: { shell: 'printf %s "$T"', env: { T: '{{ secrets.TOKEN }}' } } }),
    });
    const file = await cli.write('greet.json', document);

    const steps = [
      await cli.run(['workflows', 'import', file, ...data]),
      await cli.run(['secrets', 'set', 'TOKEN', ...data], { input: 'hush-hush\n' }),
      await cli.run(['environments', 'set', 'staging', 'who=Ada', ...data]),
    ];
    const listed = await cli.run(['workflows', 'list', ...data]);
    const secrets = await cli.run(['secrets', 'list', ...data]);
    const ran = await cli.run(['run', 'greet', '--env', 'staging', '--json', ...data]);
    const exported = await cli.run(['workflows', 'export', 'greet', ...data]);
    const deleted = await cli.run(['workflows', 'delete', 'greet', ...data]);
    const gone = await cli.run(['run', 'greet', ...data]);

    expect(steps.map(({ code }) => code)).toEqual([0, 0, 0]);
    expect([listed.stdout, secrets.stdout]).toEqual([expect.stringContaining('greet'), 'TOKEN\n']);
    expect(JSON.parse(ran.stdout)).toMatchObject({ status: 'succeeded', environment: 'staging', tasks: { a: { output: { to: 'Ada' } } } });
    expect(steps.map(({ stdout, stderr }) => stdout + stderr).join('') + ran.stdout).not.toContain('hush-hush');
    expect(JSON.parse(exported.stdout)).toEqual(document);
    expect([deleted.code, gone.code, gone.stderr]).toEqual([0, 2, expect.stringContaining('millrace workflows list')]);
  });

  it('an imported workflow whose id is taken by a different one gets a free id', async () => {
    const data = fresh();
    await cli.run(['workflows', 'import', await cli.write('one.json', workflow('same', { a: set({}) })), ...data]);

    const { stdout } = await cli.run([
      'import',
      await cli.write('two.json', workflow('same', { b: set({}) })),
      '--from',
      'millrace',
      ...data,
    ]);

    expect(stdout).toContain('Stored the workflow same-2 with 1 task and 0 needs.');
  });
});

describe.runIf(hasScript)('on a terminal', () => {
  const open = (args: string, size = { columns: 70, rows: 12 }) =>
    openTerminal(`'${process.execPath}' '${cli.entry()}' ${args}`, size, { cwd: cli.folder(), env: { ...cli.env(), TERM: 'xterm' } });

  it('run shows a tree that ends with the final state and gives the cursor back', async () => {
    await cli.write(
      'tree.json',
      workflow('tree', { a: shell('echo hello; sleep 0.3'), many: set({}, { each: { in: [1, 2, 3] }, needs: ['a'] }) }),
    );

    const { code, screen } = await open(`run tree.json ${fresh().join(' ')}`).ended;

    const last = screen.slice(screen.lastIndexOf('[?25h'));
    expect(code).toBe(0);
    expect(screen).toMatch(/a .*hello/);
    expect(screen).toMatch(/✔ many .*3\/3/);
    expect(last).toMatch(/run \S+ of tree succeeded/);
  });

  it('Ctrl+C cancels the run and lets tasks clean up; nothing of them stays', async () => {
    await cli.write('long.json', workflow('long', { a: shell("trap 'touch cleaned; exit 1' TERM; echo ready; sleep 60 & wait") }));
    const terminal = open(`run long.json ${fresh().join(' ')}`);

    await terminal.shows('ready');
    terminal.type('\u0003');
    const { code, screen } = await terminal.ended;

    expect([code, screen]).toEqual([1, expect.stringContaining('canceled')]);
    expect(existsSync(join(cli.folder(), 'cleaned'))).toBe(true);
  });

  it('a second Ctrl+C kills what does not end, with exit code 130', async () => {
    await cli.write(
      'stubborn.json',
      workflow('stubborn', { a: shell("trap '' TERM; echo $$ > stubborn-pid; echo ready; sleep 60; sleep 60") }),
    );
    const terminal = open(`run stubborn.json ${fresh().join(' ')}`);

    await terminal.shows('ready');
    terminal.type('\u0003');
    await terminal.shows('again to kill it');
    terminal.type('\u0003');
    const { code } = await terminal.ended;

    const pid = Number(readFileSync(join(cli.folder(), 'stubborn-pid'), 'utf8'));
    expect(code).toBe(130);
    expect(() => process.kill(pid, 0)).toThrow();
  });

  it('a waiting approval is asked for right there', async () => {
    await cli.write('sign.json', approval);
    const terminal = open(`run sign.json ${fresh().join(' ')}`);

    for (const [question, answer] of [
      ['Approve? [y/n]', 'y'],
      ['amount (integer', '12'],
      ['Comment', 'fine'],
    ] as const) {
      await terminal.shows(question);
      terminal.type(`${answer}\n`);
    }
    const { code, screen } = await terminal.ended;

    expect([code, screen]).toEqual([0, expect.stringMatching(/✔ yes/)]);
  });

  it('an approval that nobody answers leaves the run waiting', async () => {
    await cli.write('sign.json', approval);
    const terminal = open(`run sign.json ${fresh().join(' ')}`);

    await terminal.shows('Approve? [y/n]');
    terminal.type('\u0004');
    const { code, screen } = await terminal.ended;

    expect([code, screen]).toEqual([0, expect.stringContaining('millrace runs approve')]);
  });

  it('a breakpoint says how to go on, and Enter does', async () => {
    await cli.write('steps.json', steps);
    const terminal = open(`run steps.json --break b ${fresh().join(' ')}`);

    await terminal.shows('millrace runs continue');
    await terminal.shows('Press Enter');
    terminal.type('\n');
    const { code, screen } = await terminal.ended;

    expect([code, screen]).toEqual([0, expect.stringMatching(/✔ c/)]);
  });

  it('a secret is asked for without showing it', async () => {
    const data = fresh().join(' ');
    const terminal = open(`secrets set TOKEN ${data}`);

    await terminal.shows('not shown');
    terminal.type('hush-hush\r');
    const { code, screen } = await terminal.ended;

    expect([code, screen]).toEqual([0, expect.stringContaining('Stored the secret TOKEN')]);
    expect(screen).not.toContain('hush');
  });
});
