// The bundled engine inside a real Electron: its main process (CommonJS), and its Node under the command line.
import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../..');
const electron = join(process.env.ELECTRON_OVERRIDE_DIST_PATH ?? '', 'electron');
let folder = '';
let file = '';

const workflow = {
  format: 1,
  id: 'in-electron',
  tasks: {
    numbers: { type: 'data.set', with: { values: { list: [3, 1, 2] } } },
    script: {
      type: 'script.js',
      needs: ['numbers'],
      with: { code: 'return input.map((n) => n * 2);', input: '{{ tasks.numbers.output.list }}' },
    },
    shell: { type: 'shell.command', needs: ['script'], with: { command: ['printf', '%s', '{{ sum(tasks.script.output) }}'] } },
    write: { type: 'file.write', needs: ['shell'], with: { path: 'out.txt', content: '{{ tasks.shell.output.stdout }}' } },
  },
  outputs: { sum: '{{ tasks.shell.output.stdout }}' },
};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'millrace-electron-'));
  file = join(folder, 'in-electron.json');
  await writeFile(file, JSON.stringify(workflow));
});

afterAll(() => rm(folder, { recursive: true }));

function run(
  command: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
): Promise<{ code: number | null; stdout: string; stderr: string }> {
  return new Promise((done, reject) => {
    const child = spawn(command, args, { env: { ...process.env, ...env } });
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (chunk) => {
      stdout += chunk;
    });
    child.stderr.on('data', (chunk) => {
      stderr += chunk;
    });
    child.on('error', reject);
    child.on('close', (code) => done({ code, stdout, stderr }));
  });
}

it("runs a workflow in Electron's main process", async () => {
  const app = join(root, 'e2e/harness/engine-app');
  const engine = join(root, 'dist/engine/index.cjs');
  const { code, stdout, stderr } = await run('xvfb-run', [
    '-a',
    electron,
    '--no-sandbox',
    app,
    '--',
    engine,
    file,
    join(folder, 'data-main'),
  ]);
  const line = stdout.split('\n').find((each) => each.startsWith('RESULT '));
  expect({ code, line: line !== undefined, stderr: code === 0 ? '' : stderr }).toEqual({ code: 0, line: true, stderr: '' });
  const { versions, record } = JSON.parse((line as string).slice('RESULT '.length));
  expect(versions.electron).toBeDefined();
  expect(record).toMatchObject({ status: 'succeeded', outputs: { sum: '12' } });
});

it("runs the command line on Electron's Node", async () => {
  const args = [join(root, 'dist/cli/millrace.js'), 'run', file, '--data-dir', join(folder, 'data-cli'), '--json'];
  const { code, stdout, stderr } = await run(electron, args, { ELECTRON_RUN_AS_NODE: '1' });
  expect({ code, stderr: code === 0 ? '' : stderr }).toEqual({ code: 0, stderr: '' });
  expect(JSON.parse(stdout)).toMatchObject({ status: 'succeeded', outputs: { sum: '12' } });
});
