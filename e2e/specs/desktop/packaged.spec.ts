// The packaged application, as it is installed: started by its own binary, named in MILLRACE_PACKAGED.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { chromium, expect, test } from '@playwright/test';
import { root } from '../../harness/paths.ts';
import { openWorkflow, run, task, useTemplate } from '../../pages/designer.ts';

const binary = process.env.MILLRACE_PACKAGED ?? '';
let folder = '';
let child: ChildProcess | null = null;

test.beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'millrace-packaged-'));
});
test.afterEach(async () => {
  if (child?.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
});

/** The debugging port of its pages; that of its main process is closed by a fuse. */
async function start(): Promise<{ readonly child: ChildProcess; readonly address: string }> {
  const args = ['--no-sandbox', '--disable-gpu', '--remote-debugging-port=0', `--user-data-dir=${join(folder, 'profile')}`];
  const started = spawn(binary, [...args, '--data-dir', join(folder, 'data')], { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] });
  child = started;
  const address = await new Promise<string>((resolve, reject) => {
    let text = '';
    started.stderr.on('data', (chunk) => {
      text += chunk;
      const found = /DevTools listening on (ws:\S+)/.exec(text)?.[1];
      if (found) resolve(found);
    });
    started.once('exit', (code) => reject(new Error(`It ended with ${code}: ${text}`)));
  });
  return { child: started, address };
}

test('it opens, runs a template, a script and a program, and ends', async () => {
  const { child: started, address } = await start();
  const browser = await chromium.connectOverCDP(address, { noDefaults: true });
  await expect.poll(() => browser.contexts()[0]?.pages().length ?? 0).toBe(1);
  const page = browser.contexts()[0]?.pages()[0];
  if (!page) throw new Error('There is no window');

  await useTemplate(page, 'Weather report');
  await run(page);
  await expect(page.getByText(/Run [a-z0-9]+ · succeeded/)).toBeVisible({ timeout: 30_000 });

  await openWorkflow(page, {
    format: 1,
    id: 'packaged',
    name: 'Packaged',
    tasks: {
      script: { type: 'script.js', name: 'Script', with: { code: 'return input.map((n) => n * 2);', input: [1, 2, 3] } },
      program: {
        type: 'shell.command',
        name: 'Program',
        needs: ['script'],
        with: { command: ['printf', '%s', '{{ sum(tasks.script.output) }}'] },
      },
    },
  });
  await run(page);
  await expect(task(page, 'Program').locator('[data-state="succeeded"]')).toBeVisible({ timeout: 30_000 });
  await task(page, 'Program').click();
  await page.getByRole('tab', { name: 'Data' }).click();
  await expect(page.getByText('12').first()).toBeVisible();

  const exited = once(started, 'exit');
  started.kill('SIGTERM');
  expect(await exited).toEqual([0, null]);
});

test('its fuses allow neither to run as Node nor to be looked into, and it loads its own archive alone', async () => {
  const node = execFileSync(process.execPath, [join(root, 'node_modules/@electron/fuses/dist/bin.js'), 'read', '--app', binary], {
    encoding: 'utf8',
    env: { ...process.env, FORCE_COLOR: '0' },
  });
  expect(node).toContain('RunAsNode is Disabled');
  expect(node).toContain('EnableNodeOptionsEnvironmentVariable is Disabled');
  expect(node).toContain('EnableNodeCliInspectArguments is Disabled');
  expect(node).toContain('EnableEmbeddedAsarIntegrityValidation is Enabled');
  expect(node).toContain('OnlyLoadAppFromAsar is Enabled');
  expect(node).toContain('EnableCookieEncryption is Enabled');

  const copy = join(folder, 'copy');
  await cp(dirname(binary), copy, { recursive: true });
  const resources = join(copy, 'resources');
  await rm(join(resources, 'app.asar'));
  await cp(join(root, 'e2e/harness/engine-app'), join(resources, 'app'), { recursive: true });
  await writeFile(join(resources, 'app', 'package.json'), JSON.stringify({ name: 'other', main: 'main.cjs' }));
  const other = spawn(join(copy, basename(binary)), ['--no-sandbox', '--disable-gpu'], { stdio: 'ignore' });
  const [code] = await once(other, 'exit');
  expect(code).not.toBe(0);
});
