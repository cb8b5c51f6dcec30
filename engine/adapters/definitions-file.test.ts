import { mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createFileDefinitions } from './definitions-file.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'millrace-definitions-'));
});
afterAll(() => rm(folder, { recursive: true }));

it('gives what is in the file now, however it got there', async () => {
  // Seen from the future, so that files seem to be at rest at once.
  const definitions = createFileDefinitions(folder, () => Date.now() + 3_600_000);
  const file = join(folder, 'workflows', 'hello.json');
  const text = async () => (await definitions.get('hello'))?.text ?? null;

  expect(await text()).toBeNull();
  await definitions.save('hello', '{"n":1}');
  expect([await text(), await text()]).toEqual(['{"n":1}', '{"n":1}']);
  await writeFile(file, '{"n":22}');
  expect(await text()).toBe('{"n":22}');
  await definitions.save('hello', '{"n":33}');
  expect(await text()).toBe('{"n":33}');
  await definitions.delete('hello');
  expect(await text()).toBeNull();
});

it('reads a file again that changed a moment ago, because a second change could leave no trace', async () => {
  const definitions = createFileDefinitions(folder, Date.now);
  const file = join(folder, 'workflows', 'busy.json');
  const at = new Date();
  await definitions.save('busy', '{"n":1}');
  await utimes(file, at, at);
  expect((await definitions.get('busy'))?.text).toBe('{"n":1}');
  await writeFile(file, '{"n":2}');
  await utimes(file, at, at);
  expect((await definitions.get('busy'))?.text).toBe('{"n":2}');
});
