import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { useCli } from './testing/cli.ts';
import { serve, startOwner } from './testing/owner.ts';

const cli = useCli();
const quick = { format: 1, id: 'quick', tasks: { a: { type: 'log.write', with: { message: 'hello' } } } };

async function dataWithRuns(name: string): Promise<string> {
  const dataDir = join(cli.folder(), name);
  const file = await cli.write(`${name}.json`, quick);
  for (let count = 0; count < 2; count += 1) expect(await cli.run(['run', file, '-q', '--data-dir', dataDir])).toMatchObject({ code: 0 });
  return dataDir;
}

async function packIn(dataDir: string): Promise<string> {
  const [month = ''] = await readdir(join(dataDir, 'history'));
  return join(dataDir, 'history', month, '0001.jsonl');
}

describe('millrace journal', () => {
  it('checks and counts beside a running server, and repairs only without one', async () => {
    const dataDir = await dataWithRuns('checked');
    await serve(cli, ['--data-dir', dataDir]);

    const checked = await cli.run(['journal', 'check', '--json', '--data-dir', dataDir]);
    const counted = await cli.run(['journal', 'stats', '--json', '--data-dir', dataDir]);
    const repaired = await cli.run(['journal', 'repair', '--data-dir', dataDir]);

    expect({ code: checked.code, ...JSON.parse(checked.stdout) }).toEqual({ code: 0, damage: 0, findings: [] });
    expect(JSON.parse(counted.stdout)).toMatchObject({ finishedRuns: { succeeded: 2 }, unfinishedRuns: 0 });
    expect(repaired).toMatchObject({ code: 3, stderr: expect.stringContaining('in use by') });
  });

  it('names damage with file, place, meaning and remedy, exits with 1, and is content after a repair', async () => {
    const dataDir = await dataWithRuns('damaged');
    const pack = await packIn(dataDir);
    const content = await readFile(pack);
    await writeFile(pack, Buffer.concat([content, Buffer.from('rubbish')]));

    const checked = await cli.run(['journal', 'check', '--json', '--data-dir', dataDir]);
    const text = await cli.run(['journal', 'check', '--data-dir', dataDir]);
    const repaired = await cli.run(['journal', 'repair', '--data-dir', dataDir]);
    const again = await cli.run(['journal', 'check', '--data-dir', dataDir]);

    expect(checked.code).toBe(1);
    const { findings } = JSON.parse(checked.stdout) as { findings: unknown };
    const finding = { severity: 'damage', offset: content.length, meaning: expect.any(String), remedy: expect.any(String) };
    expect(findings).toEqual([{ ...finding, file: expect.stringMatching(/^history\/.*\/0001\.jsonl$/) }]);
    expect(text.stdout).toContain(`0001.jsonl at byte ${content.length}`);
    expect(repaired).toMatchObject({ code: 0, stdout: expect.stringContaining('goes on with 2 whole records') });
    expect(again.code).toBe(0);
    const listed = await cli.run(['runs', 'list', '--json', '--data-dir', dataDir]);
    expect(JSON.parse(listed.stdout).runs).toHaveLength(2);
  });
});

describe('millrace backup and restore', () => {
  it('copy beside a running server, and put back', async () => {
    const dataDir = await dataWithRuns('saved');
    await cli.run(['secrets', 'set', 'NAME', '--data-dir', dataDir], { input: 'value' });
    await serve(cli, ['--data-dir', dataDir]);
    const backup = join(cli.folder(), 'backup');
    const restored = join(cli.folder(), 'restored');

    expect(await cli.run(['backup', backup, '--secrets', '--data-dir', dataDir])).toMatchObject({
      code: 0,
      stderr: expect.stringContaining('Their key is not'),
    });
    expect(await cli.run(['backup', backup, '--data-dir', dataDir])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('not empty'),
    });
    expect(await cli.run(['restore', backup, '--force', '--data-dir', dataDir])).toMatchObject({
      code: 3,
      stderr: expect.stringContaining('in use by'),
    });
    expect(await cli.run(['restore', backup, '--data-dir', restored])).toMatchObject({
      code: 0,
      stderr: expect.stringContaining('secrets.key'),
    });

    const listed = await cli.run(['runs', 'list', '--json', '--data-dir', restored]);
    expect(JSON.parse(listed.stdout).runs).toHaveLength(2);
    expect(await cli.run(['restore', backup, '--data-dir', restored])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('--force'),
    });
    expect(await cli.run(['restore', backup, '--force', '--data-dir', restored])).toMatchObject({
      code: 0,
      stderr: expect.stringContaining('.before-'),
    });
  });
});

describe('millrace runs logs --follow', () => {
  it('prints what was said, then what is said, and ends with the run', async () => {
    const data = ['--data-dir', join(cli.folder(), 'followed')];
    const say = (message: string, fields: object = {}) => ({ type: 'log.write', with: { message }, ...fields });
    const ask = { type: 'flow.approval', needs: ['before'], with: { title: 'Go on?' } };
    const tasks = { before: say('first words'), ask, after: say('last words', { needs: ['ask'] }) };
    const file = await cli.write('followed.json', { format: 1, id: 'followed', tasks });
    await serve(cli, data);
    const { id } = JSON.parse((await cli.run(['run', file, '--json', ...data])).stdout) as { id: string };

    const follower = startOwner(cli, ['runs', 'logs', id, '--follow', ...data]);
    await follower.says('first words');
    await cli.run(['runs', 'approve', id, '--detach', ...data]);

    expect(await follower.ended).toBe(0);
    expect(follower.said()).toMatch(/first words.*last words/s);
    const again = await cli.run(['runs', 'logs', id, '--follow', '--json', ...data]);
    const texts = again.stdout
      .trim()
      .split('\n')
      .map((line) => (JSON.parse(line) as { text: string }).text);
    expect(texts).toEqual(['first words', 'last words']);
  });
});
