import { copyFile, mkdir, readdir, readFile, rename, rm, truncate, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createTemporaryFolder } from '../../tasks/testing/context.ts';
import { nodeFiles } from '../file-system.ts';
import { checkData } from './check-data.ts';
import { readDataStats } from './data-stats.ts';
import { findLeftovers, removeLeftovers } from './leftovers.ts';
import { repairData } from './repair-data.ts';
import { writeSampleData } from './testing/sample-data.ts';

const placeOf = (dataDir: string) => ({ dataDir, files: nodeFiles, now: Date.now() });

async function damageIn(dataDir: string): Promise<readonly string[]> {
  const { findings } = await checkData(placeOf(dataDir));
  return findings.filter(({ severity }) => severity === 'damage').map(({ file }) => file);
}

/** Turns bits over in the middle of a file. */
async function spoil(path: string, at = 0.5): Promise<void> {
  const bytes = await readFile(path);
  const offset = Math.floor(bytes.length * at);
  for (let index = offset; index < offset + 8; index += 1) bytes[index] = (bytes[index] ?? 0) ^ 0xff;
  await writeFile(path, bytes);
}

async function onlyIn(folder: string, pattern: RegExp): Promise<string> {
  const names = (await readdir(folder, { recursive: true })).filter((name) => pattern.test(name));
  return join(folder, names[0] as string);
}

describe('the check', () => {
  it('finds nothing in a directory as engines leave them', async () => {
    const { dataDir } = await writeSampleData();

    expect((await checkData(placeOf(dataDir))).findings).toEqual([]);
  });

  it('finds nothing where nothing is', async () => {
    expect((await checkData(placeOf(createTemporaryFolder()))).findings).toEqual([]);
  });

  const damages: readonly [string, (dataDir: string) => Promise<void>, RegExp][] = [
    ['a segment', async (dataDir) => spoil(join(dataDir, 'journal', '000001.jsonl')), /^journal\/000001\.jsonl$/],
    ['the manifest', async (dataDir) => spoil(join(dataDir, 'journal', 'manifest.json')), /^journal\/manifest\.json$/],
    ['a missing segment', async (dataDir) => rm(join(dataDir, 'journal', '000001.jsonl')), /^journal\/000001\.jsonl$/],
    ['a segment that was cut at the edge of a record', cutLastRecord, /^journal\/000001\.jsonl$/],
    ['a pack', async (dataDir) => spoil(await onlyIn(join(dataDir, 'history'), /0001\.jsonl$/)), /^history\/.*\/0001\.jsonl$/],
    ['a missing pack', async (dataDir) => rm(await onlyIn(join(dataDir, 'history'), /0001\.jsonl$/)), /^history\/.*\/0001\.jsonl$/],
    ['a page', async (dataDir) => spoil(await onlyIn(join(dataDir, 'history'), /index\.json$/)), /index\.json$/],
    ['a large value', async (dataDir) => spoil(await onlyIn(join(dataDir, 'blobs'), /[0-9a-f]{64}$/)), /^blobs\//],
    ['a missing large value', async (dataDir) => rm(await onlyIn(join(dataDir, 'blobs'), /[0-9a-f]{64}$/)), /^blobs\//],
    ['a definition', async (dataDir) => spoil(await onlyIn(join(dataDir, 'versions'), /json$/)), /^versions\//],
    ['a missing definition', async (dataDir) => rm(await onlyIn(join(dataDir, 'versions'), /json$/)), /^versions\//],
    ['the settings', async (dataDir) => writeFile(join(dataDir, 'settings.json'), '{ "slots": 0 }'), /^settings\.json$/],
    ['the environments', async (dataDir) => writeFile(join(dataDir, 'environments.json'), '['), /^environments\.json$/],
  ];

  it.each(damages)(
    'names %s when that is damaged, with meaning and remedy; what can be made again is after a repair',
    async (_, spoilIt, file) => {
      const { dataDir } = await writeSampleData();
      await spoilIt(dataDir);

      const { findings } = await checkData(placeOf(dataDir));
      const damaged = findings.filter(({ severity }) => severity === 'damage');

      expect(damaged.map((finding) => finding.file)).toContainEqual(expect.stringMatching(file));
      for (const { meaning, remedy } of damaged) expect([meaning, remedy].every((text) => text.length > 10)).toBe(true);
      const { left } = await repairData(placeOf(dataDir));
      expect(left.findings.filter(({ isView }) => isView)).toEqual([]);
    },
  );

  it('takes a torn record at the end for what it is: nobody was told of it', async () => {
    const { dataDir } = await writeSampleData({ isKilled: true });
    const path = join(dataDir, 'journal', '000001.jsonl');
    await truncate(path, (await readFile(path)).length - 5);

    const { findings } = await checkData(placeOf(dataDir));

    expect(findings).toMatchObject([
      { severity: 'note', file: 'journal/000001.jsonl', meaning: expect.stringContaining('nobody was told') },
    ]);
  });

  it('says at which byte', async () => {
    const { dataDir } = await writeSampleData();
    const path = await onlyIn(join(dataDir, 'history'), /0001\.jsonl$/);
    const lines = (await readFile(path, 'latin1')).split('\n');
    const second = (lines[0] as string).length + 1;
    await spoil(path, (second + 20) / (await readFile(path)).length);

    const { findings } = await checkData(placeOf(dataDir));

    expect(findings).toContainEqual(expect.objectContaining({ file: expect.stringMatching(/0001\.jsonl$/), offset: second }));
  });
});

describe('the repair', () => {
  it('finds nothing to do in a directory as engines leave them, and changes nothing', async () => {
    const { dataDir } = await writeSampleData();
    const before = await contentsOf(dataDir);

    const { done, left } = await repairData(placeOf(dataDir));

    expect({ done, left: left.findings }).toEqual({ done: [], left: [] });
    const after = await contentsOf(dataDir);
    after.delete('journal/manifest.json');
    before.delete('journal/manifest.json');
    expect(after).toEqual(before);
  });

  it('makes pages again, saves the whole records of packs, and keeps the originals', async () => {
    const { dataDir, finished } = await writeSampleData();
    const pack = await onlyIn(join(dataDir, 'history'), /0001\.jsonl$/);
    await spoil(pack, 0.9);
    const original = await readFile(pack);

    const { done, left } = await repairData(placeOf(dataDir));

    expect(done.join('\n')).toContain('goes on with');
    expect(left.findings.filter(({ severity }) => severity === 'damage')).toEqual([]);
    const [aside] = await readdir(join(dataDir, 'history', 'quarantine'));
    expect(await readFile(join(dataDir, 'history', 'quarantine', aside as string))).toEqual(original);
    expect([...left.known.packed.keys()].sort()).toEqual(finished.slice(0, -1).sort());
  });

  it('makes damaged and wrong pages again', async () => {
    const { dataDir, finished } = await writeSampleData();
    const other = await writeSampleData();
    await copyFile(await onlyIn(join(other.dataDir, 'history'), /index\.json$/), await onlyIn(join(dataDir, 'history'), /index\.json$/));
    expect(await damageIn(dataDir)).toHaveLength(1);

    const { left } = await repairData(placeOf(dataDir));

    expect(left.findings).toEqual([]);
    expect([...left.known.packed.keys()].sort()).toEqual([...finished].sort());
  });

  it('saves what is whole in a segment, keeps the original, and never lets a finished run begin again', async () => {
    const { dataDir, waiting } = await writeSampleData();
    await spoil(join(dataDir, 'journal', '000001.jsonl'), 0.9);
    await spoil(join(dataDir, 'journal', 'manifest.json'));

    const { left } = await repairData(placeOf(dataDir));

    const damaged = left.findings.filter(({ severity }) => severity === 'damage');
    expect(damaged.every(({ meaning }) => meaning.includes(`run ${waiting}`))).toBe(true);
    expect(await readdir(join(dataDir, 'journal', 'quarantine'))).toEqual(['000001.jsonl']);
    const { unfinishedRuns } = await readDataStats(placeOf(dataDir));
    expect(unfinishedRuns).toBe(1);
  });
});

describe('the figures', () => {
  it('count runs and events, and say what keeps a segment', async () => {
    const { dataDir, finished, waiting } = await writeSampleData();

    const stats = await readDataStats(placeOf(dataDir));

    expect(stats.finishedRuns).toEqual({ succeeded: finished.length });
    expect(stats.events).toMatchObject({ 'run.created': finished.length + 1, 'run.finished': finished.length });
    expect(stats.oldestUnfinished).toMatchObject({ run: waiting, workflow: 'test' });
    expect(stats.segments.at(-1)?.neededBy).toEqual([waiting]);
    expect(stats.sizes.blobs?.files).toBe(1);
    expect(stats.totalBytes).toBeGreaterThan(100_000);
  });
});

describe('temporary files', () => {
  it('that a dead process left behind go, those of living ones and everything else stay', async () => {
    const dataDir = createTemporaryFolder();
    const random = '0123456789abcdef';
    const dead = `.x.json.${2 ** 22 - 1}-${random}.tmp`;
    const own = `.x.json.${process.pid}-${random}.tmp`;
    const oldNames = [`.x.json.${random}.tmp`, `.millrace-${random}.tmp`];
    await mkdir(join(dataDir, 'files', 'orders'), { recursive: true });
    const old = oldNames.map((name) => join(dataDir, 'files', 'orders', name));
    for (const path of [join(dataDir, dead), join(dataDir, own), join(dataDir, `.y.${random}.tmp`), ...old, join(dataDir, '.tmp')]) {
      await writeFile(path, 'x');
    }
    const longAgo = new Date(Date.now() - 86_400_000);
    for (const path of [...old, join(dataDir, '.tmp')]) await utimes(path, longAgo, longAgo);
    const found: string[] = [];
    for await (const path of findLeftovers(placeOf(dataDir))) found.push(path);

    expect(found.sort()).toEqual([join(dataDir, dead), ...old].sort());
    expect(await removeLeftovers(placeOf(dataDir))).toBe(3);
    expect((await readdir(dataDir)).sort()).toEqual(['.tmp', own, `.y.${random}.tmp`, 'files'].sort());
  });
});

async function cutLastRecord(dataDir: string): Promise<void> {
  const path = join(dataDir, 'journal', '000001.jsonl');
  const text = await readFile(path, 'latin1');
  await truncate(path, text.lastIndexOf('\n', text.length - 2) + 1);
  await rename(path, path);
}

async function contentsOf(dataDir: string): Promise<Map<string, string>> {
  const contents = new Map<string, string>();
  for (const entry of await readdir(dataDir, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isFile()) contents.set(path.slice(dataDir.length + 1), await readFile(path, 'latin1'));
  }
  return contents;
}
