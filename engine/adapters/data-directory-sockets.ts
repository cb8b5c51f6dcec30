// Everywhere but on Windows the lock is a Unix socket in `<data>/lock`, readable by its owner alone. Its names are numbers, and no number is
// given twice: the holder is whoever listens on the highest one. So a socket that nobody listens on need not be removed to be taken over,
// which could not be done without sometimes removing one that has just come to life.
//
// - A socket listens before its number names it (a hard link, which fails where the number is taken), so a number that refuses a connection
//   is dead for ever.
// - Whoever saw the highest number dead tries the next one, and has the directory if that is the highest one then. The highest number is never
//   removed, so a latecomer with an old list finds its number taken or not to be the highest, and begins anew.
import { randomBytes } from 'node:crypto';
import { chmod, link, mkdtemp, readdir, readFile, rm, symlink, unlink, writeFile } from 'node:fs/promises';
import type { Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { err, ok, type Result } from '../workflow/result.ts';
import { askHolder, type FoundHolder, type Holder } from './data-directory-holder.ts';
import { isMissing, makePrivateDirectory } from './durable-files.ts';

/** In the data directory. */
export const lockFolder = 'lock';
const draftPattern = /^new-[0-9a-f]+$/;
const mostTries = 20;

/** Null when the address is taken. */
export type Listen = (address: string) => Promise<Server | null>;

/** A way to the folder that is short enough for the address of a socket. */
type SocketFolder = { readonly path: string; readonly close: () => Promise<void> };

export async function claimSocket(dataDir: string, listen: Listen): Promise<Result<Server, Holder>> {
  await makePrivateDirectory(join(dataDir, lockFolder));
  const folder = await openSocketFolder(dataDir);
  try {
    for (let tries = 0; tries < mostTries; tries += 1) {
      const claimed = await claimOnce(folder.path, listen);
      if (claimed) return claimed;
    }
    return err({ pid: null, isAnswering: false });
  } finally {
    await folder.close();
  }
}

/** Null when somebody else was faster, or just went: worth another try. */
async function claimOnce(folder: string, listen: Listen): Promise<Result<Server, Holder> | null> {
  const latest = await latestNumber(folder);
  const holder = latest === 0 ? 'dead' : await holderOf(folder, latest);
  if (holder === 'gone') return null;
  if (holder !== 'dead') return err(holder);
  const draft = join(folder, `new-${randomBytes(6).toString('hex')}`);
  const server = await listen(draft);
  if (!server) return null;
  let isOurs = false;
  try {
    await chmod(draft, 0o600);
    isOurs = await takeNumber(folder, draft, latest + 1);
  } finally {
    await unlink(draft).catch(ignoreMissing);
    if (!isOurs) server.close();
  }
  return isOurs ? ok(server) : null;
}

async function takeNumber(folder: string, draft: string, number: number): Promise<boolean> {
  const name = join(folder, String(number));
  try {
    await link(draft, name);
  } catch (error) {
    if (isMissing(error) || (error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
  if ((await latestNumber(folder)) !== number) {
    await unlink(name).catch(ignoreMissing);
    return false;
  }
  await tidy(folder, number);
  return true;
}

/** What is left of earlier holders, and of those who died before they had a number. */
async function tidy(folder: string, number: number): Promise<void> {
  // Good to have, and no reason to fail: a full disk has no room for it.
  await writeFile(join(folder, 'holder.json'), JSON.stringify({ number, pid: process.pid }), { mode: 0o600 }).catch(() => undefined);
  for (const name of await readdir(folder)) {
    const isOld = isNumber(name) && Number(name) < number;
    const isDead = draftPattern.test(name) && (await askHolder(join(folder, name))) === 'dead';
    if (isOld || isDead) await unlink(join(folder, name)).catch(ignoreMissing);
  }
}

async function latestNumber(folder: string): Promise<number> {
  const names = await readdir(folder);
  return Math.max(0, ...names.filter(isNumber).map(Number));
}

function isNumber(name: string): boolean {
  return /^[1-9]\d{0,14}$/.test(name);
}

async function holderOf(folder: string, number: number): Promise<Holder | 'dead' | 'gone'> {
  const answer = await askHolder(join(folder, String(number)));
  return typeof answer === 'string' || answer.isAnswering ? answer : { ...answer, pid: await notedPid(folder, number) };
}

/** What the holder wrote down about itself, for when it cannot be asked. */
async function notedPid(folder: string, number: number): Promise<number | null> {
  try {
    const noted = JSON.parse(await readFile(join(folder, 'holder.json'), 'utf8')) as { number?: unknown; pid?: unknown };
    return noted.number === number && typeof noted.pid === 'number' ? noted.pid : null;
  } catch {
    // The holder is just beginning, and writing it.
    return null;
  }
}

export async function findSocketHolder(dataDir: string): Promise<FoundHolder | null> {
  const folder = await openSocketFolder(dataDir);
  const found = await latestHolder(folder.path).catch(async (error: unknown) => {
    await folder.close();
    if (isMissing(error)) return null;
    throw error;
  });
  if (!found) await folder.close();
  return found && { ...found, close: folder.close };
}

async function latestHolder(folder: string): Promise<Omit<FoundHolder, 'close'> | null> {
  for (let tries = 0; tries < mostTries; tries += 1) {
    const latest = await latestNumber(folder);
    const holder = latest === 0 ? 'dead' : await holderOf(folder, latest);
    if (holder === 'dead') return null;
    if (holder !== 'gone') return { holder, address: join(folder, String(latest)) };
  }
  return null;
}

/** Addresses of sockets are at most 103 bytes on some systems: a longer path is reached through a link in a folder of our own. */
async function openSocketFolder(dataDir: string): Promise<SocketFolder> {
  const path = join(dataDir, lockFolder);
  if (Buffer.byteLength(path) <= 80) return { path, close: async () => undefined };
  const own = await mkdtemp(join(tmpdir(), 'millrace-'));
  await symlink(path, join(own, 'l'));
  return { path: join(own, 'l'), close: () => rm(own, { recursive: true, force: true }) };
}

function ignoreMissing(error: unknown): void {
  if (!isMissing(error)) throw error;
}
