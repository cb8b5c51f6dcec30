import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createTemporaryFolder } from '../tasks/testing/context.ts';
import { lockDataDirectory } from './data-directory.ts';

/** A process that listens as a holder does and can be killed. */
async function holderOf(path: string) {
  const script = `require('node:net').createServer((s) => s.end('process ' + process.pid)).listen(process.argv[1], () => console.log('held'))`;
  const child = spawn(process.execPath, ['-e', script, path], { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  await once(child.stdout, 'data');
  return child;
}

describe('the lock of a data directory', () => {
  it('lets one in, names it to the next, and is free when it is released', async () => {
    const folder = createTemporaryFolder();
    const first = await lockDataDirectory(folder);

    const second = await lockDataDirectory(folder);

    expect(second).toMatchObject({
      ok: false,
      failure: { code: 'data_directory_in_use', message: expect.stringContaining(`process ${process.pid}`) },
    });
    if (first.ok) await first.value.release();
    const third = await lockDataDirectory(folder);
    expect(third.ok).toBe(true);
    if (third.ok) await third.value.release();
  });

  it('is taken over at once from a process that was killed', async () => {
    const folder = createTemporaryFolder();
    const holder = await holderOf(join(folder, 'lock.sock'));
    expect(await lockDataDirectory(folder)).toMatchObject({
      ok: false,
      failure: { message: expect.stringContaining(`process ${holder.pid}`) },
    });
    holder.kill('SIGKILL');
    await once(holder, 'exit');
    // Even when the one before died while taking over.
    await writeFile(join(folder, 'lock.takeover'), String(holder.pid));

    const lock = await lockDataDirectory(folder);

    expect(lock.ok).toBe(true);
    if (lock.ok) await lock.value.release();
  });

  it('has one winner when many want a stale one', async () => {
    const folder = createTemporaryFolder();
    const holder = await holderOf(join(folder, 'lock.sock'));
    holder.kill('SIGKILL');
    await once(holder, 'exit');

    const locks = await Promise.all(Array.from({ length: 8 }, () => lockDataDirectory(folder)));

    expect(locks.filter((lock) => lock.ok)).toHaveLength(1);
    for (const lock of locks) if (lock.ok) await lock.value.release();
  });

  it('works where the path is too long for a socket', async () => {
    const folder = join(createTemporaryFolder(), 'x'.repeat(120));
    await mkdir(folder);
    const first = await lockDataDirectory(folder);

    expect(first.ok).toBe(true);
    expect((await lockDataDirectory(folder)).ok).toBe(false);
    if (first.ok) await first.value.release();
  });
});
