import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { restoreBackup } from '../adapters/backup/restore-backup.ts';
import { writeBackup } from '../adapters/backup/write-backup.ts';
import { type FileSystem, nodeFiles } from '../adapters/file-system.ts';
import { checkData } from '../adapters/inspection/check-data.ts';
import { createTemporaryFolder } from '../tasks/testing/context.ts';
import { fileStorage } from './storage.ts';
import { createProbe } from './testing/probe-type.ts';
import { linesOf, source, startRun, startTestEngine } from './testing/test-engine.ts';

const order = (dataDir: string, backup: string) => ({
  dataDir,
  backup,
  files: nodeFiles,
  version: '0.1.0',
  now: Date.now(),
  withSecrets: false,
});
const restore = (backup: string, dataDir: string, isForced = false) =>
  restoreBackup({ backup, dataDir, files: nodeFiles, now: Date.now(), isForced });
const place = (dataDir: string) => ({ dataDir, files: nodeFiles, now: Date.now() });
const large = { type: 'data.set', with: { values: { text: 'x'.repeat(80_000) } } };
const busy = source({ tasks: { a: large, log: { type: 'log.write', needs: ['a'], with: { message: 'hello' } } } });

/** Segments so small that they come and go while they are copied. */
const restless = (dataDir: string) => fileStorage(dataDir, { env: {}, now: Date.now, segmentBytes: 20_000 });

describe('a backup', () => {
  it('taken under load has every run that was acknowledged before, everything in it fits together, and a check beside finds no damage', async () => {
    for (let round = 0; round < 3; round += 1) {
      const dataDir = createTemporaryFolder();
      const held = createProbe();
      const { engine } = await startTestEngine({ dataDir, storage: restless(dataDir), types: [held.type] });
      const waiting = await startRun(engine, { workflow: source({ tasks: { a: large, b: { type: 'test.probe', needs: ['a'] } } }) });
      await held.call(1);
      const acknowledged: string[] = [];
      let isOver = false;
      let tellEnough: () => void = () => undefined;
      const enough = new Promise<void>((resolve) => {
        tellEnough = resolve;
      });
      const load = async () => {
        while (!isOver) {
          const run = await startRun(engine, { workflow: busy });
          acknowledged.push(run);
          if (acknowledged.length > 50 + round * 20) tellEnough();
          await engine.whenFinished(run);
          if (acknowledged.length % 7 === 0) await engine.removeRuns([acknowledged.shift() as string]);
        }
      };
      const loads = Array.from({ length: 8 }, load);
      await enough;
      const before = [...acknowledged];
      const backup = createTemporaryFolder();

      await writeBackup(order(dataDir, backup));
      const after = new Set(acknowledged);
      const beside = await checkData(place(dataDir));
      isOver = true;
      await Promise.all(loads);
      await engine.stop({ graceMs: 0 });
      const restored = join(createTemporaryFolder(), 'restored');
      expect(await restore(backup, restored)).toMatchObject({ ok: true, value: { movedTo: null } });

      expect(beside.findings.filter(({ severity }) => severity === 'damage')).toEqual([]);
      const { findings } = await checkData(place(restored));
      expect(findings.filter(({ severity, meaning }) => severity === 'damage' && !meaning.includes('large value'))).toEqual([]);
      const again = createProbe({ execute: () => ({ type: 'succeeded', output: null }) });
      const second = await startTestEngine({ dataDir: restored, types: [again.type] });
      expect(second.report.warnings).toEqual([]);
      expect(await second.engine.whenFinished(waiting)).toMatchObject({ status: 'succeeded', tasks: { b: { attempts: 2 } } });
      // Those that somebody removed meanwhile may be gone.
      for (const run of before.filter((id) => after.has(id))) {
        expect(await second.engine.whenFinished(run)).toMatchObject({
          status: 'succeeded',
          tasks: { a: { output: { text: expect.any(String) } } },
        });
        expect((await second.engine.runs.events(run)).filter(({ type }) => type === 'run.finished')).toHaveLength(1);
      }
      await second.engine.stop();
    }
  });

  it('has the segments behind one that goes while it is taken', async () => {
    const dataDir = createTemporaryFolder();
    const held = createProbe();
    const { engine } = await startTestEngine({ dataDir, storage: restless(dataDir), types: [held.type] });
    const text = 'x'.repeat(25_000);
    const long = { a: { type: 'data.set', with: { values: { text } } }, b: { type: 'test.probe', needs: ['a'] } };
    for (let run = 1; run <= 4; run += 1) {
      await startRun(engine, { workflow: source({ tasks: long }) });
      await held.call(run);
    }
    const journal = join(dataDir, 'journal');
    const segments = (await readdir(journal)).filter((name) => name.endsWith('.jsonl')).sort();
    expect(segments.length).toBeGreaterThan(2);
    const backup = createTemporaryFolder();
    const files: FileSystem = {
      ...nodeFiles,
      open: async (path, ...how) => {
        if (path === join(journal, segments[0] as string)) await rm(path, { force: true });
        return nodeFiles.open(path, ...how);
      },
    };

    await writeBackup({ ...order(dataDir, backup), files });
    await engine.stop({ graceMs: 0 });

    expect((await readdir(join(backup, 'journal'))).filter((name) => name.endsWith('.jsonl')).sort()).toEqual(segments.slice(1));
  });

  it('never lets a run begin again that ended while it was taken', async () => {
    const dataDir = createTemporaryFolder();
    const held = createProbe();
    const { engine } = await startTestEngine({ dataDir, types: [held.type] });
    const run = await startRun(engine, { workflow: source({ tasks: { a: { type: 'test.probe' } } }) });
    const call = await held.call(1);
    const backup = createTemporaryFolder();
    const files: FileSystem = {
      ...nodeFiles,
      list: async (path) => {
        // The journal is copied by now.
        if (path === join(dataDir, 'history')) {
          call.end({ type: 'succeeded', output: 'first' });
          await engine.whenFinished(run);
          await engine.stop();
        }
        return nodeFiles.list(path);
      },
    };

    await writeBackup({ ...order(dataDir, backup), files });

    const restored = join(createTemporaryFolder(), 'restored');
    await restore(backup, restored);
    const again = createProbe();
    const second = await startTestEngine({ dataDir: restored, types: [again.type] });
    expect(second.report).toEqual({ recovered: [], warnings: [] });
    expect(await second.engine.runs.get(run)).toMatchObject({ status: 'succeeded', tasks: { a: { output: 'first', attempts: 1 } } });
    expect(again.calls).toHaveLength(0);
  });

  it('has logs, definitions, settings and files, the secrets when asked for, and never a key or a token', async () => {
    const dataDir = createTemporaryFolder();
    const { engine } = await startTestEngine({ dataDir });
    const run = await startRun(engine, { workflow: busy });
    await engine.whenFinished(run);
    await engine.workflows.save('kept', '{ "format": 1, "id": "kept", "tasks": {} }');
    await engine.environments.setVar('staging', 'url', 'https://example.org');
    await engine.secrets.set('NAME', 'value');
    await writeFile(join(dataDir, 'api-token'), 'secret');
    await writeFile(join(dataDir, 'settings.json'), '{}');
    await engine.stop();
    const [plain, withSecrets] = [createTemporaryFolder(), createTemporaryFolder()];

    await writeBackup(order(dataDir, plain));
    await writeBackup({ ...order(dataDir, withSecrets), withSecrets: true });

    const top = ['backup.json', 'blobs', 'environments.json', 'history', 'journal', 'logs', 'settings.json', 'versions', 'workflows'];
    expect((await readdir(plain)).sort()).toEqual(top);
    expect((await readdir(withSecrets)).sort()).toEqual([...top, 'secrets.bin'].sort());
    const restored = join(createTemporaryFolder(), 'restored');
    await restore(plain, restored);
    const second = await startTestEngine({ dataDir: restored });
    expect(await linesOf(second.engine, run)).toMatchObject([{ text: 'hello' }]);
    expect(await second.engine.workflows.get('kept')).toMatchObject({ id: 'kept' });
    expect(await second.engine.environments.list()).toMatchObject({ ok: true, value: { staging: {} } });
  });

  it('is not restored when anything in it is not what was written, is missing, or when it did not get to its end', async () => {
    const dataDir = createTemporaryFolder();
    const { engine } = await startTestEngine({ dataDir });
    await engine.whenFinished(await startRun(engine, { workflow: busy }));
    await engine.stop();
    const backup = createTemporaryFolder();
    const { files } = await writeBackup(order(dataDir, backup));
    const target = join(createTemporaryFolder(), 'restored');
    for (const { path } of files) {
      const content = await readFile(join(backup, path));
      await writeFile(
        join(backup, path),
        content.map((byte, index) => (index === content.length - 1 ? byte ^ 1 : byte)),
      );
      expect(await restore(backup, target)).toMatchObject({ ok: false, failure: { code: 'backup_damaged' } });
      await rm(join(backup, path));
      expect(await restore(backup, target)).toMatchObject({ ok: false, failure: { code: 'backup_damaged' } });
      await writeFile(join(backup, path), content);
    }
    expect(await restore(backup, target)).toMatchObject({ ok: true });
    await rm(join(backup, 'backup.json'));
    expect(await restore(backup, `${target}2`)).toMatchObject({ ok: false, failure: { code: 'no_backup' } });
  });

  it('never takes the place of data without being told to, and then moves them aside', async () => {
    const dataDir = createTemporaryFolder();
    const { engine } = await startTestEngine({ dataDir });
    await engine.whenFinished(await startRun(engine, { workflow: busy }));
    await engine.stop();
    const backup = createTemporaryFolder();
    await writeBackup(order(dataDir, backup));
    await writeFile(join(dataDir, 'mine.txt'), 'mine');

    expect(await restore(backup, dataDir)).toMatchObject({ ok: false, failure: { code: 'data_directory_not_empty' } });
    const restored = await restore(backup, dataDir, true);

    const movedTo = restored.ok ? (restored.value.movedTo ?? '') : '';
    expect(await readFile(join(movedTo, 'mine.txt'), 'utf8')).toBe('mine');
    expect(await readdir(dataDir)).not.toContain('mine.txt');
    await rm(movedTo, { recursive: true });
  });

  it('with a path that leads out of it is none', async () => {
    const backup = createTemporaryFolder();
    for (const path of ['../outside', '/etc/passwd', 'a/../../b', '.', 'a\\b']) {
      const files = [{ path, bytes: 0, sha256: '0'.repeat(64) }];
      await writeFile(join(backup, 'backup.json'), JSON.stringify({ format: 1, startedAt: 0, version: '', hasSecrets: false, files }));
      expect(await restore(backup, join(backup, 'to'))).toMatchObject({ ok: false, failure: { code: 'no_backup' } });
    }
  });
});
