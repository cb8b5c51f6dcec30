import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createFileFolders } from './folders.ts';
import { createTemplates } from './templates.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'millrace-templates-'));
  await mkdir(join(folder, 'templates/report/data'), { recursive: true });
  await writeFile(join(folder, 'templates/report/workflow.json'), '{ "format": 1, "id": "report", "tasks": {} }');
  await writeFile(join(folder, 'templates/report/README.md'), '# Report');
  await writeFile(join(folder, 'templates/report/data/a.csv'), 'a;b');
  await mkdir(join(folder, 'templates/not-a-template'), { recursive: true });
});
afterAll(() => rm(folder, { recursive: true }));

describe('templates', () => {
  it('are the folders with a workflow in them', async () => {
    const templates = createTemplates(join(folder, 'templates'));

    expect(await templates.list()).toEqual([{ id: 'report', readme: '# Report', workflow: { format: 1, id: 'report', tasks: {} } }]);
    expect(await templates.get('../templates/report')).toBeNull();
    expect(await createTemplates(null).list()).toEqual([]);
    expect(await createTemplates(join(folder, 'absent')).list()).toEqual([]);
  });

  it('give the files their tasks need, and neither the workflow nor its description', async () => {
    const target = join(folder, 'files/report-2');

    await createTemplates(join(folder, 'templates')).copyFiles('report', target);

    expect(await readFile(join(target, 'data/a.csv'), 'utf8')).toBe('a;b');
    await expect(readFile(join(target, 'workflow.json'))).rejects.toThrow('ENOENT');
    await expect(readFile(join(target, 'README.md'))).rejects.toThrow('ENOENT');
  });
});

describe('folders of workflows', () => {
  it('are as they were put, and none while there is nothing that can be read', async () => {
    const file = join(folder, 'data/folders.json');
    const folders = createFileFolders(file);

    expect(await folders.get()).toEqual({ names: [], places: {} });
    await folders.put({ names: ['sales'], places: { orders: 'sales' } });
    expect(await createFileFolders(file).get()).toEqual({ names: ['sales'], places: { orders: 'sales' } });
    await writeFile(file, '{ "names": 7');
    expect(await folders.get()).toEqual({ names: [], places: {} });
  });
});
