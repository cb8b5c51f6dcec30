import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { recording } from '../workflow/import/testing/recording.ts';
import type { Json } from '../workflow/json.ts';
import { useCli } from './testing/cli.ts';

const cli = useCli();
const set = (more: { [key: string]: Json } = {}): Json => ({ type: 'data.set', with: { values: { x: 1 } }, ...more });
const workflow = (tasks: { [id: string]: Json }, more: { [key: string]: Json } = {}): Json => ({ format: 1, id: 'test', tasks, ...more });

describe('millrace', () => {
  it('prints its version and its help', async () => {
    const version = await cli.run(['--version']);
    const help = await cli.run(['--help']);

    expect([version.code, version.stdout]).toEqual([0, expect.stringMatching(/^\d+\.\d+\.\d+\n$/)]);
    expect(help.stdout).toContain('Exit codes:');
  });

  it('explains every command with examples', async () => {
    const names = [
      'run',
      'validate',
      'test',
      'simulate',
      'import',
      'tasks',
      'schema',
      'completion',
      'runs list',
      'runs approve',
      'secrets set',
    ];
    for (const name of names) {
      const { code, stdout } = await cli.run([...name.split(' '), '--help']);

      expect([name, code]).toEqual([name, 0]);
      expect(stdout).toMatch(/Examples:\n {2}\$ /);
    }
  });

  it.each([
    [['walidate', 'x.json'], 'Did you mean validate?'],
    [['validate'], "missing required argument 'file'"],
    [['validate', 'x.json', '--jsn'], 'Did you mean --json?'],
    [['simulate', 'x.json', '--slots', '0'], 'It must be a whole number, 1 or more.'],
    [['import', 'x.json'], "required option '--from <format>' not specified"],
    [['tasks', 'http.requst'], 'Did you mean http.request?'],
    [['run'], 'Name a workflow'],
    [['run', 'a.json', '--from-failed', 'r1', '--from-task', 'r1:a'], 'cannot go together'],
  ])('answers %j with a remedy and exit code 2', async (args, remedy) => {
    const { code, stdout, stderr } = await cli.run(args);

    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(remedy);
    expect(stderr).not.toMatch(/\n\s+at /);
  });
});

const tooDeep = `${'{"a":'.repeat(70)}1${'}'.repeat(70)}`;
const badFiles: readonly (readonly [string, Json | Uint8Array, RegExp])[] = [
  ['a cycle', workflow({ a: set({ needs: ['b'] }), b: set({ needs: ['a'] }) }), /:\d+:\d+ error .*\ba\b.*\bb\b/],
  ['an unknown type', workflow({ a: { type: 'data.sett' } }), /:\d+:\d+ error .*data\.sett/],
  ['an unknown need', workflow({ store: set(), a: set({ needs: ['stroe'] }) }), /Did you mean `store`\?/],
  [
    'a duplicate id',
    Buffer.from('{"format":1,"id":"t","tasks":{"a":{"type":"flow.fail","with":{"message":"x"}},"a":{"type":"flow.stop"}}}'),
    /defined twice/,
  ],
  ['a wrong parameter', workflow({ a: { type: 'flow.wait', with: { for: 7 } } }), /parameter `for`/],
  ['a bad expression', workflow({ a: set({ with: { values: { x: '{{ 1 + }}' } } }) }), /:\d+:\d+ error .*Task `a`/],
  [
    'a __proto__ key',
    Buffer.from('{"format":1,"id":"t","tasks":{"a":{"type":"data.set","with":{"values":{"__proto__":1}}}}}'),
    /__proto__/,
  ],
  ['70 levels', Buffer.from(tooDeep), /deeper than 64 levels/],
  ['6 MB', Buffer.alloc(6 * 1024 * 1024, ' '), /6\.0 MiB; the limit is 5\.0 MiB/],
  ['invalid UTF-8', Buffer.from([0x7b, 0xff, 0xfe, 0x7d]), /not UTF-8/],
  ['nothing in it', Buffer.alloc(0), /empty/],
  ['another format version', { format: 99, id: 'test', tasks: {} }, /format/],
];

describe('a bad file', () => {
  it.each(badFiles)('with %s is refused by validate and by run, with place and remedy', async (name, content, message) => {
    await cli.write('bad.json', content);

    const validated = await cli.run(['validate', 'bad.json']);
    const json = await cli.run(['validate', 'bad.json', '--json']);
    const started = await cli.run(['run', 'bad.json', '--json']);

    expect([name, validated.code, json.code, started.code]).toEqual([name, 2, 2, 2]);
    expect(validated.stdout).toMatch(message);
    expect(started.stderr).toMatch(message);
    expect(started.stdout).toBe('');
    expect(JSON.parse(json.stdout).problems[0]).toMatchObject({ file: 'bad.json', severity: 'error', message: expect.any(String) });
    expect(validated.stderr + started.stderr).not.toMatch(/\n\s+at /);
  });

  it.each([
    ['missing.json', 'There is no file missing.json'],
    ['.', '. is a folder'],
  ])('that is no file (%s) is named', async (file, message) => {
    const validated = await cli.run(['validate', file]);
    const started = await cli.run(['run', file]);

    expect([validated.code, started.code]).toEqual([2, 2]);
    expect(validated.stdout).toContain(message);
    expect(started.stderr).toContain(message);
  });
});

describe('millrace validate', () => {
  it('finds nothing wrong with a good file, also on standard input', async () => {
    const good = workflow({ a: set() });
    const file = await cli.write('good.json', good);

    expect(await cli.run(['validate', file, '--json'])).toMatchObject({ code: 0, stdout: '{\n  "problems": []\n}\n' });
    expect(await cli.run(['validate', '-'], { input: JSON.stringify(good) })).toMatchObject({ code: 0, stderr: '<stdin>: no problems\n' });
  });
});

describe('millrace simulate', () => {
  const diamond = workflow({
    a: { type: 'flow.wait', pool: 'workers', with: { for: '1s' } },
    b: { type: 'flow.wait', pool: 'workers', with: { for: '2s' }, needs: ['a'] },
    c: { type: 'flow.wait', pool: 'workers', with: { for: '3s' }, needs: ['a'] },
    d: { type: 'http.request', with: { url: 'https://example.test' }, needs: ['b', 'c'] },
  });

  it('says when each task would start and end, with as many slots as are given', async () => {
    const file = await cli.write('diamond.json', diamond);

    const one = JSON.parse((await cli.run(['simulate', file, '--slots', '1', '--json'])).stdout);
    const two = JSON.parse((await cli.run(['simulate', file, '--slots', '2', '--json'])).stdout);

    expect([one.makespanMs, two.makespanMs]).toEqual([6000, 4000]);
    expect(two.tasks).toMatchObject({ a: { startMs: 0, endMs: 1000 }, c: { status: 'succeeded', startMs: 1000, endMs: 4000 } });
  });

  it('takes durations and outcomes', async () => {
    const file = await cli.write('diamond.json', diamond);
    const durations = await cli.write('durations.json', { d: '5s', a: 0 });

    const { code, stdout } = await cli.run(['simulate', file, '--durations', durations, '--outcome', 'd=failed', '--json']);

    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({ status: 'failed', makespanMs: 8000, tasks: { d: { status: 'failed' } } });
  });

  it.each([
    ['a duration that is none', { a: 'soon' }, 'the duration of a must be like "30s"'],
    ['a list', [], 'must hold a JSON object'],
  ])('refuses a file of durations with %s', async (_name, content, message) => {
    const file = await cli.write('diamond.json', diamond);

    expect(await cli.run(['simulate', file, '--durations', await cli.write('durations.json', content)])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining(message),
    });
  });

  it.each([1, 4, 16])('keeps the bounds of Graham on %d workers', async (slots) => {
    const tasks = Array.from({ length: 60 }, (_, index) => ({
      id: `task ${index}`,
      parents: index < 5 ? [] : [`task ${index % 5}`, `task ${Math.floor(index / 2)}`],
      seconds: 1 + ((index * 7919) % 97) / 10,
    }));
    const file = await cli.write('recorded.json', recording(tasks));
    const imported = JSON.parse((await cli.run(['import', file, '--from', 'wfinstances', '--json'])).stdout);
    await cli.write('recorded-workflow.json', imported.workflow);

    const { makespanMs } = JSON.parse((await cli.run(['simulate', 'recorded-workflow.json', '--slots', String(slots), '--json'])).stdout);

    const { workMs, criticalMs } = workOf(tasks);
    expect(imported.report).toMatchObject({ tasks: 60, warnings: [] });
    expect(makespanMs).toBeGreaterThanOrEqual(Math.max(criticalMs, workMs / slots) - 1);
    expect(makespanMs).toBeLessThanOrEqual(workMs / slots + criticalMs * (1 - 1 / slots) + 1);
  });
});

type Expected = {
  readonly file: string;
  readonly tasks: number;
  readonly edges: number;
  readonly work_s: number;
  readonly critical_path_s: number;
};
const corpora = process.env.MILLRACE_CORPORA ? join(process.env.MILLRACE_CORPORA, 'wfinstances') : null;

describe.runIf(corpora)('the recorded workflows of WfInstances', () => {
  it('are simulated within the bounds of Graham on any number of workers', async () => {
    for (const recorded of JSON.parse(readFileSync(join(corpora ?? '', 'oracle.json'), 'utf8')) as Expected[]) {
      const { stdout } = await cli.run(['import', join(corpora ?? '', recorded.file), '--from', 'wfinstances', '--json']);
      const file = await cli.write('recorded.json', JSON.parse(stdout).workflow);
      for (const slots of [1, 4, 16, 64]) {
        const { makespanMs } = JSON.parse((await cli.run(['simulate', file, '--slots', String(slots), '--json'])).stdout);
        const { work_s: work, critical_path_s: critical } = recorded;
        // Runtimes are rounded to milliseconds.
        const tolerance = recorded.tasks / 1000;

        expect(makespanMs / 1000).toBeGreaterThanOrEqual(Math.max(critical, work / slots) - tolerance);
        expect(makespanMs / 1000).toBeLessThanOrEqual(work / slots + critical * (1 - 1 / slots) + tolerance);
      }
    }
  });
});

function workOf(tasks: readonly { id: string; parents: readonly string[]; seconds: number }[]) {
  const ends = new Map<string, number>();
  for (const { id, parents, seconds } of tasks)
    ends.set(id, seconds * 1000 + Math.max(0, ...parents.map((parent) => ends.get(parent) ?? 0)));
  return { workMs: tasks.reduce((sum, { seconds }) => sum + seconds * 1000, 0), criticalMs: Math.max(...ends.values()) };
}

describe('millrace test', () => {
  it('runs the tests of a workflow and shows what differs', async () => {
    const tests = {
      good: { expect: { status: 'succeeded', tasks: { a: { output: { x: 1 } } } } },
      bad: { expect: { tasks: { a: 'skipped' } } },
    };
    const file = await cli.write('tested.json', workflow({ a: set() }, { tests }));

    const all = await cli.run(['test', file]);
    const some = await cli.run(['test', file, '--filter', 'good', '--json']);

    expect([all.code, some.code]).toEqual([1, 0]);
    expect(all.stdout).toContain('✔ good\n✖ bad\n    tasks.a.status\n      expected "skipped"\n      actual   "succeeded"\n');
    expect(JSON.parse(some.stdout)).toMatchObject({ passed: true, tests: [{ name: 'good', passed: true }] });
  });
});

describe('millrace tasks and schema', () => {
  it('document every type', async () => {
    const { tasks } = JSON.parse((await cli.run(['tasks', '--json'])).stdout);

    expect(tasks.length).toBeGreaterThan(20);
    for (const { type } of tasks)
      expect(await cli.run(['tasks', type])).toMatchObject({ code: 0, stdout: expect.stringContaining('Parameters') });
    expect(JSON.parse((await cli.run(['schema'])).stdout)).toMatchObject({ title: 'Millrace workflow' });
  });
});

describe('completion', () => {
  const words = async (...typed: string[]) => {
    const { stdout } = await cli.run(['__complete', '--', ...typed]);
    return stdout
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => line.split('\t')[0]);
  };

  it('knows commands, options, choices and what the data directory has', async () => {
    expect(await words('va')).toEqual(['validate']);
    expect(await words('runs', '')).toEqual(expect.arrayContaining(['list', 'show', 'approve']));
    expect(await words('simulate', '--sl')).toEqual(['--slots']);
    expect(await words('import', '--from', '')).toEqual(['wfinstances', 'millrace']);
    expect(await words('tasks', 'http.')).toEqual(['http.request']);
    expect(await words('validate', '')).toEqual([':files']);
    expect(await words('validate', 'a.json', '')).toEqual([':files']);
    expect(await words('__')).toEqual([]);
  });

  it.each(['bash', 'zsh', 'fish'])('gives %s a script', async (shell) => {
    expect(await cli.run(['completion', shell])).toMatchObject({ code: 0, stdout: expect.stringContaining('millrace __complete -- ') });
  });
});
