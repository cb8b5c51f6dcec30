import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createTemporaryFolder } from '../tasks/testing/context.ts';
import { findHolder, lockDataDirectory } from './data-directory.ts';

/** A process that holds the directory as an engine does, and can be stopped and killed. */
async function holderOf(folder: string) {
  const lock = join(folder, 'lock');
  await mkdir(lock, { recursive: true });
  const script = `require('node:http').createServer((_, answer) => answer.end(JSON.stringify({ pid: process.pid })))
    .listen(process.argv[1] + '/1', () => console.log('held'))`;
  const child = spawn(process.execPath, ['-e', script, lock], { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  await once(child.stdout, 'data');
  await writeFile(join(lock, 'holder.json'), JSON.stringify({ number: 1, pid: child.pid }));
  return child;
}

async function kill(holder: ChildProcess) {
  holder.kill('SIGKILL');
  await once(holder, 'exit');
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
    const holder = await holderOf(folder);
    expect(await lockDataDirectory(folder)).toMatchObject({
      ok: false,
      failure: { message: expect.stringContaining(`process ${holder.pid}`) },
    });
    await kill(holder);

    const lock = await lockDataDirectory(folder);

    expect(lock.ok).toBe(true);
    if (lock.ok) await lock.value.release();
  });

  it('is not taken from a process that is stopped, which is named all the same', async () => {
    const folder = createTemporaryFolder();
    const holder = await holderOf(folder);
    holder.kill('SIGSTOP');

    expect(await lockDataDirectory(folder)).toMatchObject({
      ok: false,
      failure: { message: expect.stringContaining(`process ${holder.pid}, which does not answer`) },
    });
    holder.kill('SIGCONT');
    expect(await findHolder(folder)).toMatchObject({ holder: { pid: holder.pid, isAnswering: true } });
  });

  it('has one winner when many want a stale one, again and again', async () => {
    const folder = createTemporaryFolder();
    await kill(await holderOf(folder));
    for (let round = 0; round < 20; round += 1) {
      const locks = await Promise.all(Array.from({ length: 8 }, () => lockDataDirectory(folder)));

      expect(locks.filter((lock) => lock.ok)).toHaveLength(1);
      expect((await findHolder(folder))?.holder.pid).toBe(process.pid);
      for (const lock of locks) if (lock.ok) await lock.value.release();
      expect(await findHolder(folder)).toBeNull();
    }
    expect((await readdir(join(folder, 'lock'))).filter((name) => name !== 'holder.json')).toHaveLength(1);
  });

  it('is with whoever has the highest number, whatever comes below it', async () => {
    const folder = createTemporaryFolder();
    const lock = join(folder, 'lock');
    const first = await lockDataDirectory(folder);
    const [before] = (await readdir(lock)).filter((name) => name !== 'holder.json');
    if (first.ok) await first.value.release();
    const second = await lockDataDirectory(folder);

    await writeFile(join(lock, String(before)), '');

    expect(await lockDataDirectory(folder)).toMatchObject({ ok: false });
    if (second.ok) await second.value.release();
  });

  it('works where the path is too long for a socket', async () => {
    const folder = join(createTemporaryFolder(), 'x'.repeat(120));
    await mkdir(folder);
    const first = await lockDataDirectory(folder);

    expect(first.ok).toBe(true);
    expect((await lockDataDirectory(folder)).ok).toBe(false);
    const found = await findHolder(folder);
    expect(found).toMatchObject({ holder: { pid: process.pid } });
    await found?.close();
    if (first.ok) await first.value.release();
  });
});
