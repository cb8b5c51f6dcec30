// Copies a data directory while an engine may be using it, so that what is copied fits together. No lock and no question to the owner is
// needed, because of the order:
//   1. The journal: segments are only appended to, so those that are there, each up to its last whole record, are the journal as it was. One
//      that went meanwhile may have been carried into newer ones, so these are copied too.
//   2. The history: a run is in a pack before its segment goes, so a run whose segment went meanwhile is found here.
//   3. Everything that events refer to is written before them: values, definitions, logs.
//   4. The manifest of the copy, made for what was copied: runs that are in the history of the copy never begin again from its journal.
import { dirname, join, sep } from 'node:path';
import type { RunEvent } from '../../run/event.ts';
import { crc32 } from '../crc32.ts';
import { makePrivateDirectory, readWholeFile } from '../durable-files.ts';
import type { FileSystem } from '../file-system.ts';
import { openFileHistory } from '../history-file.ts';
import { filesBelow, namesIn } from '../inspection/folder.ts';
import { manifestPath } from '../journal-file.ts';
import { journalFormat, nameOfSegment, sealedAs } from '../journal-header.ts';
import { type JournalManifest, readManifest, writeManifest } from '../journal-manifest.ts';
import { isDropped, listSegments, scanSegments } from '../journal-reader.ts';
import { type BackupList, writeBackupList } from './backup-list.ts';
import { checksumOf, copyFile } from './copy-file.ts';
import { wholeRecords } from './whole-records.ts';

export type BackupOrder = {
  readonly dataDir: string;
  /** An empty folder, or one that is not there yet. */
  readonly backup: string;
  readonly files: FileSystem;
  readonly version: string;
  readonly now: number;
  /** The encrypted secrets too; their key never. */
  readonly withSecrets: boolean;
};

export async function writeBackup(order: BackupOrder): Promise<BackupList> {
  const copy = new BackupCopy(order);
  await makePrivateDirectory(order.backup, order.files);
  await copy.journal();
  await copy.history();
  for (const folder of ['blobs', 'versions', 'workflows', 'backups', 'logs', 'files']) await copy.folder(folder);
  for (const name of ['settings.json', 'environments.json', 'audit.jsonl']) await copy.file(name);
  if (order.withSecrets) await copy.file('secrets.bin');
  await copy.manifest();
  await copy.syncFolders();
  const { now, version, withSecrets } = order;
  const list: BackupList = { format: 1, startedAt: now, version, hasSecrets: withSecrets, files: copy.copied };
  await writeBackupList(order.files, order.backup, list);
  return list;
}

/** Logs are no facts, and the folders of tasks were not synced where they come from. */
const isWorthWaiting = (path: string) => !/^(?:logs|files)\//.test(path);

class BackupCopy {
  readonly copied: { path: string; bytes: number; sha256: string }[] = [];
  readonly #order: BackupOrder;
  readonly #released = new Set<string>();

  constructor(order: BackupOrder) {
    this.#order = order;
  }

  async journal(): Promise<void> {
    const { dataDir, files } = this.#order;
    const folder = join(dataDir, 'journal');
    if ((await namesIn(files, folder)).length === 0) return;
    const left = new Set<number>();
    for (let isGone = true; isGone; ) {
      isGone = false;
      const manifest = await this.#noteReleased(folder);
      const numbers = (await listSegments({ files, folder })).filter((each) => !isDropped(manifest, each));
      for (const number of numbers) {
        if (left.has(number)) continue;
        // Each is copied, also behind one that went: `isGone ||= …` would pass the others over.
        const isCopied = await this.#copyRecords(`journal/${nameOfSegment(number)}`);
        if (!isCopied) isGone = true;
        if (number !== numbers.at(-1)) left.add(number);
      }
    }
    // What was released while segments were copied may have lost its end by then.
    await this.#noteReleased(folder);
  }

  async history(): Promise<void> {
    const { dataDir, files, backup } = this.#order;
    for (const month of await namesIn(files, join(dataDir, 'history'))) {
      for (const name of await namesIn(files, join(dataDir, 'history', month))) {
        if (/^\d{4,}\.jsonl$/.test(name)) await this.#copyRecords(`history/${month}/${name}`);
      }
    }
    // Pages are made for the packs as they are here, which reads every run once more.
    const history = await openFileHistory({ folder: join(backup, 'history'), files });
    for await (const page of history.newestFirst()) void page;
    await history.close();
    for await (const { path } of filesBelow(files, join(backup, 'history'))) {
      if (path.endsWith('.index.json') || path.endsWith('.digest.json')) await this.#list(path);
    }
  }

  async folder(name: string): Promise<void> {
    const { dataDir, files } = this.#order;
    for await (const { path } of filesBelow(files, join(dataDir, name))) {
      if (!path.endsWith('.tmp'))
        await this.file(
          path
            .slice(dataDir.length + 1)
            .split(sep)
            .join('/'),
        );
    }
  }

  async file(path: string): Promise<void> {
    const { dataDir, backup, files } = this.#order;
    const copied = await copyFile(files, { from: join(dataDir, path), to: join(backup, path), isDurable: isWorthWaiting(path) });
    if (copied) this.copied.push({ path, ...copied });
  }

  async manifest(): Promise<void> {
    const { backup, files } = this.#order;
    const folder = join(backup, 'journal');
    await makePrivateDirectory(folder, files);
    const history = await openFileHistory({ folder: join(backup, 'history'), files, isReadOnly: true });
    const segments: { segment: number; left: ReturnType<typeof sealedAs> }[] = [];
    const released = new Set<string>();
    for await (const { number, scan, isIdle } of scanSegments({ files, folder }, null)) {
      const content = await readWholeFile(join(folder, nameOfSegment(number)), files);
      const bytes = scan?.bytes ?? content.length;
      if (!isIdle && bytes > 0) segments.push({ segment: number, left: sealedAs(number, bytes, crc32(content, 0, bytes)) });
      for (const run of new Set((scan?.records ?? []).map(({ value }) => (value as RunEvent).run))) {
        if (this.#released.has(run) || (await history.has(run))) released.add(run);
      }
    }
    await history.close();
    const newest = Math.max(0, ...segments.map(({ segment }) => segment));
    await writeManifest(files, manifestPath(folder), { format: journalFormat, segments, newest, released: [...released] });
    await this.#list(manifestPath(folder));
  }

  async syncFolders(): Promise<void> {
    const { backup, files } = this.#order;
    const folders = new Set(this.copied.map(({ path }) => dirname(join(backup, path))));
    for (const folder of folders) await files.syncDirectory(folder);
  }

  async #noteReleased(folder: string): Promise<JournalManifest | null> {
    const { manifest } = await readManifest(this.#order.files, manifestPath(folder));
    for (const run of manifest?.released ?? []) this.#released.add(run);
    return manifest;
  }

  /** Once more when it was copied before. False when it is not there any more: then nothing in it is needed. */
  async #copyRecords(path: string): Promise<boolean> {
    const { dataDir, backup, files } = this.#order;
    const known = this.copied.findIndex((each) => each.path === path);
    if (known !== -1) {
      this.copied.splice(known, 1);
      await files.remove(join(backup, path));
    }
    const order = { from: join(dataDir, path), to: join(backup, path), isDurable: true, measure: wholeRecords };
    const copied = await copyFile(files, order);
    if (copied) this.copied.push({ path, ...copied });
    return copied !== null;
  }

  async #list(path: string): Promise<void> {
    const { backup, files } = this.#order;
    this.copied.push({
      path: path
        .slice(backup.length + 1)
        .split(sep)
        .join('/'),
      ...(await checksumOf(files, path)),
    });
  }
}
