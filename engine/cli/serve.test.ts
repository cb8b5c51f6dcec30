import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, describe, expect, it } from 'vitest';
import { useCli } from './testing/cli.ts';

const cli = useCli();
const readme = fileURLToPath(new URL('../../README.md', import.meta.url));

type Served = {
  readonly child: ChildProcess;
  readonly url: string;
  readonly token: string;
  readonly dataDir: string;
  readonly log: () => string;
};

type Body = { readonly id: string; readonly runs: readonly unknown[]; readonly approvals: readonly unknown[] };

const running: ChildProcess[] = [];
afterEach(async () => {
  for (const child of running.splice(0)) {
    if (child.exitCode !== null || child.signalCode !== null) continue;
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  }
});

async function serve(args: readonly string[] = [], env: NodeJS.ProcessEnv = {}): Promise<Served> {
  const child = spawn(process.execPath, [cli.entry(), 'serve', '--port', '0', '--json', ...args], { env: { ...cli.env(), ...env } });
  running.push(child);
  let log = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    log += text;
  });
  const [line] = await once(createInterface({ input: child.stdout }), 'line');
  return { child, ...JSON.parse(String(line)), log: () => log };
}

async function stop({ child }: Served, signal: NodeJS.Signals = 'SIGTERM'): Promise<number | null> {
  const ended = once(child, 'close');
  child.kill(signal);
  const [code] = await ended;
  return code;
}

async function call({ url, token }: Served, method: string, path: string, body?: unknown) {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const answer = await fetch(`${url}${path}`, { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
  return { status: answer.status, body: (await answer.json()) as Body };
}

const quick = { format: 1, id: 'quick', tasks: { a: { type: 'data.set', with: { values: { n: 1 } } } } };

describe('millrace serve', () => {
  it('says where it is and what opens it, keeps the token private, and ends in good order', async () => {
    const server = await serve();
    expect(server.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(server.dataDir).toBe(cli.env().MILLRACE_DATA);
    const file = join(server.dataDir, 'api-token');
    expect((await readFile(file, 'utf8')).trim()).toBe(server.token);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
    expect((await fetch(`${server.url}/api/runs`)).status).toBe(401);
    expect(await call(server, 'GET', '/api/system')).toMatchObject({ status: 200, body: { dataDir: server.dataDir, fault: null } });

    expect(await stop(server)).toBe(0);

    const lines = server
      .log()
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines.map(({ message }) => message)).toEqual(['ready', 'request refused', 'stopping', 'stopped']);
    expect(server.log()).not.toContain(server.token);
  });

  it('takes the token from MILLRACE_TOKEN, and stops for SIGINT too', async () => {
    const server = await serve([], { MILLRACE_TOKEN: 'a-token-of-my-own-choice' });
    expect(server.token).toBe('a-token-of-my-own-choice');
    expect((await call(server, 'GET', '/api/runs')).status).toBe(200);
    expect(await stop(server, 'SIGINT')).toBe(0);
    const refused = await cli.run(['serve', '--port', '0'], { env: { MILLRACE_TOKEN: 'short' } });
    expect(refused).toMatchObject({ code: 2, stdout: '' });
    expect(refused.stderr).toContain('MILLRACE_TOKEN');
  });

  it('stops with a run and a stream under way, and the next one goes on with the run', async () => {
    const server = await serve();
    const ask = { format: 1, id: 'ask', tasks: { ok: { type: 'flow.approval', with: { title: 'Go on?' } } } };
    await call(server, 'PUT', '/api/workflows/ask', ask);
    const { id } = (await call(server, 'POST', '/api/runs', { workflow: 'ask' })).body;
    const stream = await fetch(`${server.url}/api/events`, { headers: { authorization: `Bearer ${server.token}` } });
    expect(await stop(server)).toBe(0);
    expect(await stream.text()).toContain('the server stops');

    const next = await serve();
    expect(next.token).toBe(server.token);
    expect((await call(next, 'GET', '/api/approvals')).body.approvals).toMatchObject([{ id: `${id}:ok` }]);
    expect((await call(next, 'POST', `/api/approvals/${id}:ok`, { decision: 'approved', by: 'ann' })).status).toBe(200);
    const followed = await fetch(`${next.url}/api/runs/${id}/events`, { headers: { authorization: `Bearer ${next.token}` } });
    expect(await followed.text()).toContain('run.finished');
    expect(await stop(next)).toBe(0);
  });

  it('leaves a data directory to the one that has it, and a port to whoever listens there', async () => {
    const server = await serve();
    const second = await cli.run(['serve', '--port', '0']);
    expect(second.code).toBe(3);
    expect(second.stderr).toContain(`is in use by process ${server.child.pid}`);
    const port = new URL(server.url).port;
    const third = await cli.run(['serve', '--port', port, '--data-dir', join(cli.folder(), 'other')]);
    expect(third.code).toBe(3);
    expect(third.stderr).toContain('--port');
    expect(await cli.run(['serve', '--port', '70000'])).toMatchObject({ code: 2 });
  });

  it('keeps its tasks from calling its own API', async () => {
    const server = await serve();
    const own = { ...quick, id: 'own', tasks: { a: { type: 'http.request', with: { url: `${server.url}/healthz` } } } };
    await call(server, 'PUT', '/api/workflows/own', own);
    const { id } = (await call(server, 'POST', '/api/runs', { workflow: 'own' })).body;
    await (await fetch(`${server.url}/api/runs/${id}/events`, { headers: { authorization: `Bearer ${server.token}` } })).text();
    const { body } = await call(server, 'GET', `/api/runs/${id}`);
    expect(body).toMatchObject({ status: 'failed', tasks: { a: { error: { code: expect.stringContaining('address') } } } });
  });

  it('warns when others on the network can reach it, and answers to its address alone', async () => {
    const server = await serve(['--host', '0.0.0.0']);
    expect(server.url).toContain('127.0.0.1');
    expect((await call(server, 'GET', '/api/runs')).status).toBe(200);
    await stop(server);
    expect(server.log()).toContain('reachable from the network');
  });

  it('does what the script in the README says', async () => {
    const script = /<!-- api script -->\n+```sh\n([\s\S]*?)```/.exec(await readFile(readme, 'utf8'))?.[1] ?? '';
    expect(script).toContain('curl');
    const server = await serve();
    const env = { ...cli.env(), URL: server.url, TOKEN: server.token };
    const perform = () => promisify(execFile)('sh', ['-euc', script], { cwd: cli.folder(), env });
    const { stdout } = await perform();
    expect(stdout).toContain('"status":"succeeded"');
    expect(stdout).toContain('run.finished');
    await perform();
    expect((await call(server, 'GET', '/api/runs?workflow=greet')).body.runs).toHaveLength(1);
  });
});
