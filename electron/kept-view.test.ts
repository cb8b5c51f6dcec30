import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { keptEntry, openKeptView } from './kept-view.ts';

let folder = '';
let file = '';
const told: unknown[] = [];
const open = () => openKeptView(file, (reason) => told.push(reason));

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'millrace-kept-'));
  file = join(folder, 'view.json');
  told.length = 0;
});
afterEach(() => rm(folder, { recursive: true }));

it('keeps what was written last, over a start', async () => {
  const view = open();
  view.write('millrace.view', 'first');
  view.write('millrace.view', 'second');
  view.write('millrace.rows', '[70,30]');
  expect(view.read()).toEqual({ 'millrace.view': 'second', 'millrace.rows': '[70,30]' });
  await view.settle();

  expect(open().read()).toEqual({ 'millrace.view': 'second', 'millrace.rows': '[70,30]' });
  expect(await readdir(folder)).toEqual(['view.json']);
});

it('puts it on disk by itself', async () => {
  open().write('millrace.view', 'x');
  await expect.poll(() => open().read()).toEqual({ 'millrace.view': 'x' });
});

it('begins anew where what was kept is torn or something else', async () => {
  for (const text of ['{"millrace.view": "to', '[1]', '{"millrace.view": 5}', '{"other": "x"}']) {
    await writeFile(file, text);
    expect(open().read()).toEqual({});
  }
});

it('goes on when the disk refuses, and says why', async () => {
  const view = openKeptView(join(folder, 'missing', 'view.json'), (reason) => told.push(reason));
  view.write('millrace.view', 'x');
  await view.settle();
  expect(view.read()).toEqual({ 'millrace.view': 'x' });
  expect(told).toHaveLength(1);
});

it('takes entries of the window alone, of a bounded size and number', async () => {
  expect(keptEntry.safeParse({ key: 'millrace.view', text: '' }).success).toBe(true);
  for (const key of ['__proto__', 'view', 'millrace.', 'millrace./x']) expect(keptEntry.safeParse({ key, text: '' }).success).toBe(false);
  expect(keptEntry.safeParse({ key: 'millrace.view', text: 'x'.repeat(1024 * 1024 + 1) }).success).toBe(false);
  const view = open();
  for (let i = 0; i < 300; i++) view.write(`millrace.n${i}`, 'x');
  expect(Object.keys(view.read())).toHaveLength(200);
  await view.settle();
});
