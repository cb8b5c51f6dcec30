// The example workflows, run as a person would run them: copied somewhere, through the bundled command line, in processes.
import { cpSync, readdirSync, readFileSync } from 'node:fs';
import { createServer as createHttpServer } from 'node:http';
import { type AddressInfo, createServer } from 'node:net';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { RunRecord } from '../run/view.ts';
import type { JsonObject } from '../workflow/json.ts';
import { useCli } from './testing/cli.ts';

const root = fileURLToPath(new URL('../../resources/templates', import.meta.url));
const names = readdirSync(root, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

const cli = useCli();

type Started = { readonly code: number | null; readonly record: RunRecord; readonly outputs: JsonObject };
type Sandbox = {
  readonly run: (...args: string[]) => Promise<Started>;
  readonly millrace: (...args: string[]) => Promise<{ readonly code: number | null; readonly stdout: string; readonly stderr: string }>;
  readonly read: (path: string) => string;
  readonly list: (path: string) => readonly string[];
};

let copies = 0;

/** A fresh copy of a template, with a data directory of its own. */
function sandbox(name: string, secrets: NodeJS.ProcessEnv = {}): Sandbox {
  copies += 1;
  const folder = join(cli.folder(), `${name}-${copies}`);
  const isOurs = (path: string) => basename(path) !== 'out';
  cpSync(join(root, name), folder, { recursive: true, filter: isOurs });
  const env = { MILLRACE_DATA: join(folder, '.data'), ...secrets };
  const millrace: Sandbox['millrace'] = (...args) =>
    cli.run(
      args.map((arg) => arg.replace('@/', `${folder}/`)),
      { env },
    );
  return {
    millrace,
    run: async (...args) => {
      const { code, stdout, stderr } = await millrace('run', '@/workflow.json', '--json', ...args);
      if (stdout === '') throw new Error(`${name} did not run: ${stderr}`);
      const record = JSON.parse(stdout) as RunRecord;
      return { code, record, outputs: (record.outputs ?? {}) as JsonObject };
    },
    read: (path) => readFileSync(join(folder, path), 'utf8'),
    list: (path) => readdirSync(join(folder, path)).sort(),
  };
}

/** A port that was free a moment ago. */
function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

const portInput = async (name = 'port') => ['--input', `${name}=${await freePort()}`] as const;
const jsonLines = (text: string) =>
  text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as JsonObject);

describe.each(names)('%s', (name) => {
  it('passes the tests it brings along, and simulates', async () => {
    const { millrace, list } = sandbox(name);
    const files = list('.').filter((file) => ['workflow.json', 'release-notes.json'].includes(file));
    for (const file of files) {
      const tested = await millrace('test', `@/${file}`, '--json');
      const { tests } = JSON.parse(tested.stdout) as { tests: { name: string; passed: boolean }[] };
      expect(tests.filter(({ passed }) => !passed)).toEqual([]);
      expect(tested.code).toBe(0);
    }
    const simulated = await millrace('simulate', '@/workflow.json', '--json');
    expect(JSON.parse(simulated.stdout)).toMatchObject({ tasks: expect.any(Object) });
  });
});

describe('weather-report', () => {
  it('computes what the table says, and takes the trend from the cache the second time', async () => {
    const { run, read } = sandbox('weather-report');
    const rows = read('seattle-weather.csv')
      .trim()
      .split('\n')
      .slice(1)
      .map((line) => line.split(','));
    const of2015 = rows.filter(([date]) => date?.startsWith('2015-'));
    const rain = of2015.reduce((sum, [, precipitation]) => sum + Number(precipitation), 0);
    const hottest = of2015.reduce((best, row) => (Number(row[2]) > Number(best[2]) ? row : best));

    const first = await run();
    const again = await run('--input', 'year=2013');

    expect(first.code).toBe(0);
    expect(first.outputs).toMatchObject({ days: of2015.length, months: 12, hottest: { date: hottest[0], temp_max: Number(hottest[2]) } });
    expect(first.outputs.rain_mm).toBeCloseTo(rain, 1);
    expect(first.record.tasks.no_days?.status).toBe('skipped');
    expect(read('out/2015-months.csv').trim().split('\n')).toHaveLength(13);
    expect(read('out/2015-report.md')).toContain(`Hottest day: ${hottest[0]}`);
    expect(again.record.tasks.trend).toMatchObject({ status: 'succeeded', from: 'cache' });
    expect(again.outputs.slope).toBe(first.outputs.slope);
  });

  it('refuses a year that the data does not have', async () => {
    const { millrace } = sandbox('weather-report');
    expect(await millrace('run', '@/workflow.json', '--input', 'year=1999')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('year'),
    });
  });
});

describe('log-alerts', () => {
  it('pages the local alert service once, and remembers', async () => {
    const { run, read } = sandbox('log-alerts');
    const { code, outputs, record } = await run(...(await portInput()));

    expect(code).toBe(0);
    expect(outputs).toMatchObject({ level: 'critical', requests: 490, guessing: ['203.0.113.77'], paged: true });
    expect(outputs.spikes).toContain('10:30');
    expect(jsonLines(read('out/received.jsonl'))).toMatchObject([{ severity: 'critical', run: record.id }]);
    expect(jsonLines(read('out/alerts.jsonl'))).toHaveLength(1);
    expect(read('out/report.md')).toContain('36 203.0.113.77');
  });

  it('is content with a notification for less', async () => {
    const { run } = sandbox('log-alerts');
    const { outputs, record } = await run('--input', 'errorRate=0.9');
    expect(outputs).toMatchObject({ level: 'warning', spikes: [], paged: false });
    expect(record.tasks).toMatchObject({ page: { status: 'skipped' }, sink: { status: 'skipped' }, tell: { status: 'succeeded' } });
  });
});

describe('orders-sync', () => {
  it('reads every page, is refused once and joins', async () => {
    const { run, read } = sandbox('orders-sync');
    const orders = JSON.parse(read('api/orders.json')) as { status: string; lines: { quantity: number }[] }[];
    const open = orders.filter(({ status }) => status !== 'canceled');
    const { code, outputs, record } = await run(...(await portInput()));

    expect(code).toBe(0);
    expect(outputs).toMatchObject({
      orders: open.length,
      customers: 23,
      pieces: open.flatMap(({ lines }) => lines).reduce((sum, { quantity }) => sum + quantity, 0),
    });
    expect(record.tasks.orders?.output).toMatchObject({ pages: 3, complete: true });
    expect(record.tasks.stock?.output).toMatchObject({ pages: 3 });
    expect(JSON.stringify(record.tasks.api?.output).match(/limit=20&cursor=20/g)).toHaveLength(2);
    expect(read('out/orders.csv').split('\r\n')[0]).toBe('\ufeffid;date;customer;city;due;pieces;total;short');
    expect(jsonLines(read('out/orders.jsonl'))).toHaveLength(open.length);
  });
});

describe('invoice-inbox', () => {
  it('sorts the good from the bad, and can do it again', async () => {
    const { run, list, read } = sandbox('invoice-inbox');
    await run();
    const { code, outputs, record } = await run();

    expect(code).toBe(0);
    expect(outputs).toMatchObject({
      accepted: 5,
      total: 1088.13,
      rejected: ['2026-03-delta.json', '2026-03-ember.json', '2026-03-gable.json'],
    });
    expect(record.tasks.invoice?.items).toEqual({ count: 8, succeeded: 5, failed: 3 });
    expect(record.tasks['invoice[5].vat']).toMatchObject({ status: 'failed', attempts: 2, error: { details: { exitCode: 65 } } });
    expect(list('out/accepted')).toHaveLength(5);
    expect(list('out/rejected')).toEqual(['2026-03-delta.json', '2026-03-ember.json', '2026-03-gable.json']);
    expect(read('out/rejected.md')).toContain('605.00, not to 650.00');
    expect(list('inbox')).toHaveLength(8);
  });

  it('fails when too much is rejected', async () => {
    const { code, record } = await sandbox('invoice-inbox').run('--input', 'mostRejected=2');
    expect(code).toBe(1);
    expect(record.tasks.too_many?.error?.code).toBe('too_many_rejected');
  });
});

describe('nightly-backup', () => {
  it('keeps the newest archives', async () => {
    const { run, list, read } = sandbox('nightly-backup');
    for (const stamp of ['2026-03-01', '2026-03-02']) expect((await run('--input', 'keep=2', '--input', `stamp=${stamp}`)).code).toBe(0);
    const { outputs } = await run('--input', 'keep=2', '--input', 'stamp=2026-03-03');

    expect(outputs).toMatchObject({
      archive: 'out/backups/backup-2026-03-03.tar.gz',
      files: 4,
      removed: 1,
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    const kept = ['backup-2026-03-02.json', 'backup-2026-03-02.tar.gz', 'backup-2026-03-03.json', 'backup-2026-03-03.tar.gz'];
    expect(list('out/backups')).toEqual([...kept, 'index.csv']);
    expect(read('out/backups/index.csv')).toContain(`backup-2026-03-03.tar.gz,`);
    expect(read('out/backup.log').trim().split('\n')).toHaveLength(3);
  });

  it('fails without touching older archives when the folder cannot be packed', async () => {
    const { run, list } = sandbox('nightly-backup');
    await run('--input', 'stamp=1');
    const { code, record } = await run('--input', 'stamp=1');
    expect(code).toBe(1);
    expect(record.tasks.describe?.error?.code).toBe('file_exists');
    expect(list('out/backups')).toContain('backup-1.tar.gz');
  });
});

describe('purchase-approval', () => {
  it('lets a small purchase through and mails it', async () => {
    const { run, read } = sandbox('purchase-approval');
    const { code, outputs } = await run('--input', 'amount=100', ...(await portInput('smtpPort')));
    expect(code).toBe(0);
    expect(outputs).toMatchObject({ gross: 119, decision: { approved: true, ceiling: 119 }, mailed: ['kim@example.test'] });
    expect(read('out/mail/message.eml')).toContain('Subject: Approved: Two ladders, 3 m');
    expect(JSON.parse(read(String(outputs.order)))).toMatchObject({ item: 'Two ladders, 3 m' });
  });

  it('waits for a person, and goes on with what was decided', async () => {
    const { run, millrace, read } = sandbox('purchase-approval');
    const waiting = await run(...(await portInput('smtpPort')));
    const approve = [
      'runs',
      'approve',
      waiting.record.id,
      'sign_off',
      '--by',
      'ada',
      '--value',
      'ceiling=450',
      '--value',
      'remark=Ask for a discount.',
      '--json',
    ];
    const decided = await millrace(...approve);

    expect([waiting.code, waiting.record.status]).toEqual([0, 'waiting']);
    expect(JSON.parse(decided.stdout)).toMatchObject({
      status: 'succeeded',
      outputs: { decision: { approved: true, by: 'ada', ceiling: 450 } },
    });
    expect(read('out/mail/message.eml')).toContain('Ask for a discount.');
    expect(jsonLines(read('out/purchases.jsonl'))).toMatchObject([{ gross: 497.42, decision: { approved: true } }]);
  });

  it.each([
    ['a person says no', ['--reject']],
    ['nobody answers an urgent question', null],
  ])('ends as canceled when %s', async (_when, reject) => {
    const { run, millrace, read } = sandbox('purchase-approval');
    const port = await portInput('smtpPort');
    const first = reject ? await run(...port) : await run(...port, '--input', 'urgent=true', '--input', 'patience=200ms');
    const record = reject
      ? (JSON.parse((await millrace('runs', 'approve', first.record.id, ...reject, '--json')).stdout) as RunRecord)
      : first.record;
    expect(record).toMatchObject({
      status: 'canceled',
      tasks: { write_order: { status: 'skipped' }, local_mail: { status: 'succeeded' } },
    });
    expect(read('out/mail/message.eml')).toContain('Subject: Declined');
  });
});

describe('build-test-release', () => {
  it('releases, and may do so again', async () => {
    const { run, read } = sandbox('build-test-release');
    const first = await run(...(await portInput()));
    const again = await run(...(await portInput()));

    expect([first.code, again.code]).toEqual([0, 0]);
    expect(first.outputs).toMatchObject({ version: '1.5.0', tag: 'latest', suites: 3, notes: 3, withinBudget: false, published: 201 });
    expect(again.outputs.published).toBe(200);
    expect(first.record.tasks).toMatchObject({
      sign: { status: 'skipped' },
      size_budget: { status: 'failed' },
      over_budget: { status: 'succeeded' },
    });
    expect(read('out/RELEASE.md')).toContain('# shop-kit 1.5.0');
    expect(JSON.parse(read('out/package/package.json'))).toMatchObject({ version: '1.5.0' });
  });

  it('needs neither notes nor a registry for a nightly build', async () => {
    const { outputs, record } = await sandbox('build-test-release').run('--input', 'channel=nightly', '--input', 'publish=false');
    expect(outputs).toMatchObject({ tag: 'nightly', notes: 0, published: null });
    expect(record.tasks.notes?.status).toBe('skipped');
  });

  it('publishes to the registry of an environment, with a secret that shows nowhere', async () => {
    const seen: (string | undefined)[] = [];
    const registry = createHttpServer((request, response) => {
      seen.push(request.method, request.url, request.headers.authorization);
      request.resume().on('end', () => response.writeHead(201, { connection: 'close' }).end());
    });
    await new Promise<void>((resolve) => registry.listen(0, '127.0.0.1', resolve));
    const { run, millrace } = sandbox('build-test-release', { MILLRACE_SECRET_REGISTRY_TOKEN: 'hush-4711' });
    await millrace('environments', 'set', 'live', `registry_url=http://127.0.0.1:${(registry.address() as AddressInfo).port}`);
    const { code, outputs, record } = await run('--env', 'live');
    registry.close();

    expect([code, outputs.published]).toEqual([0, 201]);
    expect(seen).toEqual(['PUT', '/shop-kit/1.5.0', 'Bearer hush-4711']);
    expect(record.tasks.publish?.status).toBe('skipped');
    expect(JSON.stringify(record)).not.toContain('hush-4711');
  });

  it('releases no version without notes', async () => {
    const { code, record } = await sandbox('build-test-release').run('--input', 'version=9.9.9', '--input', 'publish=false');
    expect(code).toBe(1);
    expect(record.tasks).toMatchObject({ notes: { status: 'failed' }, package: { status: 'skipped' } });
  });
});

describe('order-saga', () => {
  it('confirms what can be delivered, without waiting for the slower courier', async () => {
    const { run, read } = sandbox('order-saga');
    const { code, outputs, record } = await run();
    expect(code).toBe(0);
    expect(outputs).toEqual({ status: 'confirmed', totalCents: 15_740, courier: 'swift', tracking: 'TRACK-A-1001', refundedCents: 0 });
    expect(record.tasks.charge?.attempts).toBe(2);
    expect(read('out/orders/A-1001.md')).toContain('157.40 EUR');
  });

  it('undoes everything when the last step is refused', async () => {
    const { run, read } = sandbox('order-saga');
    const { code, outputs, record } = await run('--inputs', '@/antarctica.json', '--input', 'strict=true');
    expect([code, record.error?.details?.code]).toEqual([1, 'order_rolled_back']);
    expect(outputs).toEqual({});
    expect(JSON.parse(read('out/shop.json'))).toMatchObject({ stock: { 'floor-lamp': 2 }, reserved: {}, paid: {}, booked: {} });
    expect(jsonLines(read('out/audit.jsonl'))).toMatchObject([{ book: 'failed', refund: 'succeeded', release: 'succeeded' }]);
  });

  it('has nothing to undo when the goods are sold out', async () => {
    const { outputs, record } = await sandbox('order-saga').run('--inputs', '@/sold-out.json');
    expect(outputs.status).toBe('sold out');
    expect(record.tasks).toMatchObject({ charge: { status: 'skipped' }, release: { status: 'skipped' }, reserve: { attempts: 1 } });
  });
});

describe('async-export', () => {
  it('polls, takes the first mirror and verifies', async () => {
    const { run, read } = sandbox('async-export');
    const { code, outputs } = await run(...(await portInput()));
    expect(code).toBe(0);
    expect(outputs).toMatchObject({ rows: 72, expected: 72, from: 'out/near.csv' });
    expect(outputs.days).toEqual(['2026-03-01', '2026-03-02', '2026-03-03'].map((day) => ({ day, kWh: 31.9 })));
    expect(read('out/latest.csv')).toBe(read('out/near.csv'));
  });

  it('fails at once when the export does, and leaves no server behind', async () => {
    const { run } = sandbox('async-export');
    const { code, record } = await run(...(await portInput()), '--input', 'meter=00000000-0000-4000-8000-000000000000');
    expect(code).toBe(1);
    expect(record.tasks).toMatchObject({ finished: { attempts: 1 }, shutdown: { status: 'succeeded' }, server: { status: 'succeeded' } });
  });
});

describe('sales-rollup', () => {
  it('ranks all stores of all regions', async () => {
    const { run, read, list } = sandbox('sales-rollup');
    const sold = list('sales').flatMap((file) =>
      read(`sales/${file}`)
        .trim()
        .split('\n')
        .slice(1)
        .map((line) => line.split(',')),
    );
    const good = sold.filter(([, , , quantity, price]) => Number(quantity) > 0 && Number(price) > 0);
    const revenue = good.reduce((sum, [, , , quantity, price]) => sum + Number(quantity) * Number(price), 0);
    const { code, outputs, record } = await run();

    expect(code).toBe(0);
    expect(outputs).toMatchObject({ stores: 11, skipped: sold.length - good.length, first: 'Essen', unusual: ['Essen'] });
    expect(outputs.revenue).toBeCloseTo(revenue, 1);
    expect(record.tasks['region[0].store']?.items).toMatchObject({ failed: 0 });
    expect(read('out/stores.csv').trim().split('\n')).toHaveLength(12);
    expect(read('out/stores.html')).toContain('11 stores');
  });

  it('does not retry a region that has too many wrong rows', async () => {
    const { code, record } = await sandbox('sales-rollup').run('--input', 'worstShare=0.001');
    expect(code).toBe(1);
    expect(record.tasks['region[0]']).toMatchObject({ status: 'failed', attempts: 1 });
  });
});
