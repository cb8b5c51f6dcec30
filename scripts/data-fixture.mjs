// Makes the data directory that later versions must be able to open: `node scripts/data-fixture.mjs <folder>`, for each release once, with
// the command line of that release in dist/. It needs a system with `sleep`. What was in the directory stands beside it in expected.json.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const target = resolve(process.argv[2] ?? '');
if (!process.argv[2] || existsSync(target)) throw new Error('Name a folder that is not there yet');

const set = (values, fields = {}) => ({ type: 'data.set', with: { values }, ...fields });
const workflows = {
  finished: {
    inputs: { city: { type: 'string' } },
    tasks: {
      large: set({ numbers: '{{ range(14000) }}' }),
      each: set({ double: '{{ item * 2 }}' }, { each: { in: [1, 2, 3] }, needs: ['large'] }),
      say: { type: 'log.write', needs: ['each'], with: { message: 'Hello {{ inputs.city }}' } },
      kept: set({ sum: '{{ 1 + 2 }}' }, { cache: {} }),
    },
    outputs: { doubles: '{{ tasks.each.output.map(one, one.double) }}', large: '{{ size(tasks.large.output.numbers) }}' },
  },
  failed: { tasks: { first: set({ n: 1 }), bad: { type: 'flow.fail', needs: ['first'], with: { message: 'It was to fail' } } } },
  approval: {
    tasks: {
      each: set({ n: '{{ item }}' }, { each: { in: ['a', 'b'] } }),
      ask: { type: 'flow.approval', needs: ['each'], with: { title: 'Go on?' } },
      after: set({ done: true }, { needs: ['ask'] }),
    },
  },
  retrying: {
    tasks: {
      again: {
        type: 'flow.fail',
        retry: { attempts: 2, delay: '1h', jitter: 'none', on: { codes: ['failed_on_purpose'] } },
        with: { message: 'Not yet' },
      },
    },
  },
  interrupted: {
    permissions: { commands: ['sleep'] },
    tasks: { before: set({ n: 1 }), long: { type: 'shell.command', needs: ['before'], with: { command: ['sleep', '60'] } } },
  },
  paused: { tasks: { ask: { type: 'flow.approval', with: { title: 'First' } } } },
};

const dataDir = await mkdtemp(join(tmpdir(), 'millrace-fixture-'));
const entry = join(root, 'dist', 'cli', 'millrace.js');
const server = spawn(process.execPath, [entry, 'serve', '--port', '0', '--json', '--data-dir', dataDir], {
  stdio: ['ignore', 'pipe', 'inherit'],
});
const [line] = await once(createInterface({ input: server.stdout }), 'line');
const { url, token } = JSON.parse(String(line));

async function api(method, path, body) {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const answer = await fetch(`${url}/api${path}`, { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
  if (!answer.ok) throw new Error(`${method} ${path}: ${await answer.text()}`);
  return answer.json();
}

async function start(id, inputs) {
  await api('PUT', `/workflows/${id}`, { format: 1, id, ...workflows[id] });
  return (await api('POST', '/runs', { workflow: id, ...(inputs ? { inputs } : {}) })).id;
}

async function reaches(id, holds) {
  for (const giveUpAt = Date.now() + 20_000; Date.now() < giveUpAt; await setTimeout(20)) {
    const record = await api('GET', `/runs/${id}`);
    if (holds(record)) return record;
  }
  server.kill('SIGKILL');
  throw new Error(`Run ${id} did not get where it should`);
}

const ids = { finished: await start('finished', { city: 'Oslo' }), failed: await start('failed') };
const runs = {
  finished: await reaches(ids.finished, ({ status }) => status === 'succeeded'),
  failed: await reaches(ids.failed, ({ status }) => status === 'failed'),
};
// The pages of the history are written once a second.
await setTimeout(3000);
ids.paused = await start('paused');
await reaches(ids.paused, ({ status }) => status === 'waiting');
await api('POST', `/runs/${ids.paused}/pause`);
ids.approval = await start('approval');
ids.retrying = await start('retrying');
ids.interrupted = await start('interrupted');
runs.paused = await reaches(ids.paused, ({ status }) => status === 'paused');
runs.approval = await reaches(ids.approval, ({ status }) => status === 'waiting');
runs.retrying = await reaches(ids.retrying, ({ tasks }) => tasks.again.status === 'waiting');
runs.interrupted = await reaches(ids.interrupted, ({ tasks }) => tasks.long.status === 'running');
// Its programs outlive a killed engine: the one that slept is the only thing left of it.
const ended = once(server, 'exit');
server.kill('SIGKILL');
await ended;

await mkdir(target, { recursive: true });
for (const name of ['lock', 'api-token']) await rm(join(dataDir, name), { force: true, recursive: true });
await cp(dataDir, join(target, 'data'), { recursive: true });
await rm(dataDir, { recursive: true });
await writeFile(join(target, 'expected.json'), `${JSON.stringify({ killedAt: Date.now(), runs })}\n`);
const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
await writeFile(
  join(target, 'README.md'),
  `A data directory as Millrace ${version} left it when it was killed, made with \`node scripts/data-fixture.mjs\`. \`expected.json\`: the moment, and
the runs as the API showed them before. Never change it: every later version must open it (\`engine/host/released-data.test.ts\`).
`,
);
