import { mkdtempSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type * as z from 'zod';
import type { Workflow } from '../../workflow/schema.ts';
import { contract } from '../contract/contract.ts';
import { type Answer, useServer } from '../testing/server.ts';
import { findPages } from './pages.ts';
import { routes } from './route-table.ts';

const hello: Workflow = {
  format: 1,
  id: 'hello',
  inputs: { city: { type: 'string', default: 'Berlin' } },
  tasks: {
    greet: { type: 'data.set', with: { values: { text: 'Hello {{ inputs.city }}' } } },
    say: { type: 'log.write', needs: ['greet'], with: { message: '{{ tasks.greet.output.text }}' } },
  },
  outputs: { text: '{{ tasks.greet.output.text }}' },
};
const gate: Workflow = {
  format: 1,
  id: 'gate',
  tasks: { ask: { type: 'flow.approval', with: { title: 'Go on?', form: { count: { type: 'integer' } } } } },
};
const large: Workflow = {
  format: 1,
  id: 'large',
  tasks: { make: { type: 'script.js', with: { code: "return 'x'.repeat(100000)" } } },
};

type Procedures = { readonly [group: string]: { readonly [name: string]: { readonly '~orpc': { readonly outputSchema: z.ZodType } } } };

/** Holds an answer against what the contract promises of that procedure. */
function expectPromised(name: string, { status, body }: Answer): void {
  const [group = '', procedure = ''] = name.split('.');
  const promised = (contract as unknown as Procedures)[group]?.[procedure]?.['~orpc'].outputSchema;
  expect(status).toBe(routes.find((route) => route.name === name)?.successStatus);
  expect(promised?.safeParse(body).error?.issues).toBeUndefined();
  expect(promised).toBeDefined();
}

describe('workflows over HTTP', () => {
  const server = useServer();

  it('are stored, listed, read, checked and deleted', async () => {
    expectPromised('workflows.save', await server.send('PUT', '/api/workflows/hello', { body: hello }));
    const listed = await server.send('GET', '/api/workflows');
    expectPromised('workflows.list', listed);
    expect(listed.body.workflows).toMatchObject([{ id: 'hello', errors: 0 }]);
    const read = await server.send('GET', '/api/workflows/hello');
    expectPromised('workflows.get', read);
    expect(read.body.workflow).toEqual(hello);
    const checked = await server.send('POST', '/api/workflows/hello/validate');
    expectPromised('workflows.validate', checked);
    expect(checked.body.valid).toBe(true);
    const deleted = await server.send('DELETE', '/api/workflows/hello');
    expectPromised('workflows.delete', deleted);
    expect(await server.send('GET', '/api/workflows/hello')).toMatchObject({ status: 404, body: { code: 'workflow_not_found' } });
    expect(await server.send('DELETE', '/api/workflows/hello')).toMatchObject({ status: 404, body: { code: 'workflow_not_found' } });
  });

  it('are kept to the letter when they come as text, mistakes included', async () => {
    const text = '{\n  // not done yet\n  "format": 1, "id": "draft", "tasks": {';

    const saved = await server.send('PUT', '/api/workflows/draft', { body: { text } });

    expectPromised('workflows.save', saved);
    expect(saved.body).toMatchObject({ text, workflow: null });
    expect(saved.body.problems.length).toBeGreaterThan(0);
    expect((await server.send('GET', '/api/workflows/draft')).body.text).toBe(text);
  });

  it('are checked without being stored when the body has one', async () => {
    const wrong = { ...hello, id: 'other', tasks: { a: { type: 'no.such' } } };
    const checked = await server.send('POST', '/api/workflows/other/validate', { body: wrong });
    expect(checked.body.valid).toBe(false);
    expect(checked.body.problems[0]).toMatchObject({ severity: 'error' });
    expect((await server.send('GET', '/api/workflows/other')).status).toBe(404);
  });

  it('are refused under another id', async () => {
    expect(await server.send('PUT', '/api/workflows/bye', { body: hello })).toMatchObject({ status: 409, body: { code: 'id_mismatch' } });
    const inPath = await server.send('PUT', '/api/workflows/Not%20An%20Id', { body: hello });
    expect(inPath).toMatchObject({ status: 400, body: { code: 'invalid_request' } });
  });
});

describe('runs over HTTP', () => {
  const server = useServer();

  it('are started, read, listed page by page and re-run', async () => {
    await server.save(hello);
    const started = await server.send('POST', '/api/runs', { body: { workflow: 'hello', inputs: { city: 'Oslo' } } });
    expectPromised('runs.start', started);
    const { id } = started.body;
    const run = await server.finish(id);
    expect(run).toMatchObject({ id, status: 'succeeded', outputs: { text: 'Hello Oslo' } });
    expectPromised('runs.get', await server.send('GET', `/api/runs/${id}`));
    expectPromised('runs.definition', await server.send('GET', `/api/runs/${id}/definition`));

    const rerun = await server.send('POST', `/api/runs/${id}/rerun`, { body: { from: 'task', task: 'say' } });
    expectPromised('runs.rerun', rerun);
    expect((await server.finish(rerun.body.id)).tasks.greet).toMatchObject({ from: 'rerun' });

    const first = await server.send('GET', '/api/runs?limit=1&workflow=hello');
    expectPromised('runs.list', first);
    expect(first.body.runs.map((each: { id: string }) => each.id)).toEqual([rerun.body.id]);
    const second = await server.send('GET', `/api/runs?limit=1&workflow=hello&cursor=${first.body.next}`);
    expect(second.body).toMatchObject({ runs: [{ id }], next: null });
    expect((await server.send('GET', '/api/runs?status=failed')).body.runs).toEqual([]);
  });

  it('are filtered and counted by the same query', async () => {
    await server.save(hello);
    await server.finish(await server.start('hello'));
    const run = await server.send('POST', '/api/runs', { body: { workflow: 'hello', inputs: { city: 'Tromsø' } } });
    await server.finish(run.body.id);

    const wanted = 'workflow=hello&status=succeeded,failed&trigger=manual&since=2026-01-01&until=2126-01-01T00:00:00Z&text=troms%C3%B8';
    expect((await server.send('GET', `/api/runs?${wanted}`)).body.runs).toMatchObject([{ id: run.body.id }]);
    const counted = await server.send('GET', `/api/statistics?${wanted}`);
    expectPromised('statistics.get', counted);
    expect(counted.body).toMatchObject({ runs: 1, counts: { succeeded: 1 }, successRate: 1, workflows: [{ workflow: 'hello', runs: 1 }] });
    expect(counted.body.workflows[0].tasks.map((task: { path: string }) => task.path)).toEqual(['greet', 'say']);
    for (const wrong of ['status=done', 'status=failed,', 'since=yesterday', 'until=2026-13-01', 'trigger=cron', 'cursor=..%2F']) {
      expect(await server.send('GET', `/api/runs?${wrong}`)).toMatchObject({ status: 400, body: { code: 'invalid_request' } });
    }
  });

  it('tell what their tasks wrote', async () => {
    await server.save(hello);
    const id = await server.start('hello');
    await server.finish(id);
    const logs = await server.send('GET', `/api/runs/${id}/logs?task=say&level=info`);
    expectPromised('runs.logs', logs);
    expect(logs.body.lines).toMatchObject([{ task: 'say', text: 'Hello Berlin' }]);
    expect((await server.send('GET', `/api/runs/${id}/logs?level=error`)).body.lines).toEqual([]);
  });

  it('are not started when something about them is wrong', async () => {
    await server.save(hello);
    const start = (body: unknown) => server.send('POST', '/api/runs', { body });
    expect(await start({ workflow: 'absent' })).toMatchObject({ status: 404, body: { code: 'workflow_not_found', defined: true } });
    expect(await start({ workflow: 'hello', inputs: { town: 'Oslo' } })).toMatchObject({ status: 422, body: { code: 'invalid_inputs' } });
    expect(await start({ workflow: 'hello', environment: 'none' })).toMatchObject({ status: 404, body: { code: 'environment_not_found' } });
    expect(await start({ workflow: 'hello', sudo: true })).toMatchObject({ status: 400, body: { code: 'invalid_request' } });
    expect(await start({})).toMatchObject({ status: 400, body: { code: 'invalid_request', data: { issues: [{ path: ['workflow'] }] } } });
    expect(await start([])).toMatchObject({ status: 400, body: { code: 'invalid_request' } });
  });

  it('that do not exist are not found, whatever is wanted of them', async () => {
    for (const { method, path } of routes.filter((route) => route.path.startsWith('/api/runs/{id}'))) {
      const answer = await server.send(method, path.replace('{id}', 'absent'));
      expect([path, answer.status, answer.body.code]).toEqual([path, 404, 'run_not_found']);
    }
  });

  it('wait for decisions, and are paused, resumed and canceled', async () => {
    await server.save(gate);
    const id = await server.start('gate');
    const waiting = await untilWaiting(id);
    expectPromised('approvals.list', waiting);
    expect(waiting.body.approvals).toMatchObject([{ id: `${id}:ask`, run: id, title: 'Go on?' }]);
    for (const action of ['pause', 'resume'] as const) {
      expectPromised(`runs.${action}`, await server.send('POST', `/api/runs/${id}/${action}`));
    }
    const decide = (body: unknown, which = `${id}:ask`) => server.send('POST', `/api/approvals/${encodeURIComponent(which)}`, { body });
    expect(await decide({ decision: 'approved', by: 'ann' })).toMatchObject({ status: 422, body: { code: 'invalid_inputs' } });
    expect(await decide({ decision: 'approved', by: 'ann' }, `${id}:nothing`)).toMatchObject({ status: 404 });
    expectPromised('approvals.decide', await decide({ decision: 'approved', by: 'ann', values: { count: 3 } }));
    expect(await server.finish(id)).toMatchObject({ status: 'succeeded', tasks: { ask: { output: { by: 'ann', values: { count: 3 } } } } });
    expect(await decide({ decision: 'approved', by: 'ann' })).toMatchObject({ status: 404, body: { code: 'approval_not_found' } });

    const other = await server.start('gate');
    await untilWaiting(other);
    expectPromised('runs.cancel', await server.send('POST', `/api/runs/${other}/cancel`, { body: { message: 'no more' } }));
    expect(await server.finish(other)).toMatchObject({ status: 'canceled' });
    expect(await server.send('POST', `/api/runs/${other}/cancel`)).toMatchObject({ status: 409, body: { code: 'run_finished' } });
  });

  async function untilWaiting(run: string): Promise<Answer> {
    for (;;) {
      const answer = await server.send('GET', '/api/approvals');
      if (answer.body.approvals.some((each: { run: string }) => each.run === run)) return answer;
    }
  }

  it('keep large results as blobs, which can be read', async () => {
    await server.save(large);
    const id = await server.start('large');
    await server.finish(id);
    const { text } = await server.send('GET', `/api/runs/${id}/events`);
    const hash = /"hash":"([0-9a-f]{64})"/.exec(text)?.[1];
    const blob = await server.send('GET', `/api/blobs/${hash}`);
    expect(blob.headers['content-type']).toBe('application/json');
    expect(blob.body).toBe('x'.repeat(100_000));
    expect(await server.send('GET', `/api/blobs/${'0'.repeat(64)}`)).toMatchObject({ status: 404, body: { code: 'blob_not_found' } });
  });

  it('start once per idempotency key, at once and after a restart', async () => {
    await server.save(hello);
    const before = (await server.send('GET', '/api/runs?workflow=hello&limit=500')).body.runs.length;
    const start = (city: string) =>
      server.send('POST', '/api/runs', {
        body: { workflow: 'hello', inputs: { city } },
        headers: { 'idempotency-key': 'order-4711' },
      });

    const answers = await Promise.all(Array.from({ length: 8 }, () => start('Rome')));
    await server.finish(answers[0]?.body.id);
    await server.restart();
    const later = await start('Rome');

    expect(new Set([...answers, later].map(({ status, body }) => `${status} ${body.id}`)).size).toBe(1);
    expect((await server.send('GET', '/api/runs?workflow=hello&limit=500')).body.runs.length).toBe(before + 1);
    expect(await start('Paris')).toMatchObject({ status: 409, body: { code: 'idempotency_key_reused' } });
    const bad = await server.send('POST', '/api/runs', { body: { workflow: 'hello' }, headers: { 'idempotency-key': 'x'.repeat(300) } });
    expect(bad).toMatchObject({ status: 400, body: { code: 'invalid_request' } });
  });
});

describe('the rest of the API', () => {
  const folder = mkdtempSync(join(tmpdir(), 'millrace-pages-'));
  const pages = { files: new Map<string, string>() };
  const server = useServer({ pages });

  it('tells the task types and what the server is', async () => {
    const tasks = await server.send('GET', '/api/tasks');
    expectPromised('tasks.list', tasks);
    expect(tasks.body.tasks.find((each: { type: string }) => each.type === 'http.request').parameters.properties.url).toBeDefined();
    const system = await server.send('GET', '/api/system');
    expectPromised('system.get', system);
    expect(system.body).toMatchObject({ fault: null, streams: 0, runs: { running: 0, waiting: 0, queued: 0 }, pid: process.pid });
  });

  it('documents every route, for programs and for people', async () => {
    const document = (await server.send('GET', '/api/openapi.json')).body;
    expect(document.openapi).toMatch(/^3\.1/);
    for (const { method, path } of routes) {
      const operation = document.paths[path.replace('/api', '')][method.toLowerCase()];
      expect(operation.summary, path).toBeTruthy();
      expect(Object.keys(operation.responses), path).toEqual(expect.arrayContaining(['400', '401']));
      const parameters = (operation.parameters ?? []).map((each: { name: string; in: string }) => `${each.in} ${each.name}`);
      expect(new Set(parameters).size, path).toBe(parameters.length);
    }
    const put = document.paths['/workflows/{id}'].put;
    expect(put.parameters).toMatchObject([{ name: 'id' }, { name: 'if-match', schema: { description: expect.stringContaining('ETag') } }]);
    expect(put.responses['200'].headers.etag).toBeDefined();
    const names = document.paths['/runs'].post.parameters.map((each: { name: string }) => each.name);
    expect(names).toContain('idempotency-key');
    const page = await server.send('GET', '/api/', { token: null });
    expect(page.headers['content-type']).toContain('text/html');
    expect(page.text).not.toMatch(/<script|src=|href=/);
    for (const { path } of routes) expect(page.text).toContain(path);
  });

  it('says whether it is well to whoever asks, and nothing else', async () => {
    const answer = await server.send('GET', '/healthz', { token: null });
    expect(answer).toMatchObject({ status: 200, body: { status: 'ok' } });
  });

  it('serves the files of the application that were there at its start, and no others', async () => {
    expect((await server.send('GET', '/', { token: null })).headers.location).toBe('/api/');
    await mkdir(join(folder, 'assets'));
    await writeFile(join(folder, 'index.html'), '<p>here</p>');
    await writeFile(join(folder, 'assets/a.js'), 'export {};');
    for (const [path, file] of (await findPages(folder)).files) pages.files.set(path, file);
    await writeFile(join(folder, 'later.txt'), 'secret');

    const index = await server.send('GET', '/', { token: null });

    expect(index).toMatchObject({ status: 200, text: '<p>here</p>' });
    expect(index.headers['content-security-policy']).toContain("script-src 'self'");
    expect((await server.send('GET', '/assets/a.js', { token: null })).headers['content-type']).toContain('text/javascript');
    for (const path of ['/later.txt', '/../etc/passwd', '/assets/..%2findex.html', '//index.html', '/index.html/', '/Index.html']) {
      expect([path, (await server.send('GET', path, { token: null })).status]).toEqual([path, 401]);
    }
  });
});
