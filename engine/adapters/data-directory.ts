// The lock that lets one process at a time write to a data directory.
import { createHash } from 'node:crypto';
import { link, readFile, unlink, writeFile } from 'node:fs/promises';
import { createConnection, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Failure, userFailure } from '../workflow/failure.ts';
import { err, ok, type Result } from '../workflow/result.ts';
import { makePrivateDirectory } from './durable-files.ts';

export type DirectoryLock = { readonly release: () => Promise<void> };

/**
 * Holds the directory until released or until this process ends in whatever way: the operating system closes the socket, and a socket file
 * that nobody listens on is taken over at once. Fails with `data_directory_in_use`, naming the holder.
 */
export async function lockDataDirectory(dataDir: string): Promise<Result<DirectoryLock, Failure>> {
  await makePrivateDirectory(dataDir);
  const address = socketAddress(dataDir);
  for (let tries = 0; tries < 10; tries += 1) {
    const server = await listen(address);
    if (server) return ok({ release: () => close(server) });
    const holder = await askHolder(address);
    if (holder !== null) return err(inUse(dataDir, holder));
    await removeStale(dataDir, address);
  }
  return err(inUse(dataDir, 'another process that is just starting'));
}

function inUse(dataDir: string, holder: string): Failure {
  return userFailure('data_directory_in_use', `${dataDir} is in use by ${holder}. Stop it, or use another directory with --data-dir`);
}

/** Addresses of Unix sockets are short, so a long path is replaced by a name made from it. */
function socketAddress(dataDir: string): string {
  const name = createHash('sha256').update(dataDir).digest('hex').slice(0, 24);
  if (process.platform === 'win32') return `\\\\.\\pipe\\millrace-${name}`;
  const path = join(dataDir, 'lock.sock');
  return Buffer.byteLength(path) <= 100 ? path : join(tmpdir(), `millrace-${name}.sock`);
}

/** Null when the address is taken, be it by a socket file that nobody listens on. */
function listen(address: string): Promise<Server | null> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => {
      socket.on('error', () => socket.destroy());
      socket.end(`process ${process.pid}`);
    });
    server.unref();
    server.once('error', (error: NodeJS.ErrnoException) => (error.code === 'EADDRINUSE' ? resolve(null) : reject(error)));
    server.listen(address, () => resolve(server));
  });
}

/** Who listens there, in words; null when nobody does. */
function askHolder(address: string): Promise<string | null> {
  return new Promise((resolve) => {
    let answer = '';
    const socket = createConnection(address);
    socket.setTimeout(2000, () => socket.destroy());
    socket.setEncoding('utf8');
    socket.on('data', (text) => {
      answer += text;
    });
    socket.once('error', (error: NodeJS.ErrnoException) => {
      resolve(error.code === 'ECONNREFUSED' || error.code === 'ENOENT' ? null : `a process that does not answer (${error.code})`);
    });
    socket.once('close', () => resolve(answer === '' ? 'a process that does not answer' : answer));
  });
}

/**
 * One process at a time looks again and removes: between another's look and its removal the socket could have become a live one.
 * The mark of a process that died in these few instructions is recognized by its number.
 */
async function removeStale(dataDir: string, address: string): Promise<void> {
  if (process.platform === 'win32') return;
  const mark = join(dataDir, 'lock.takeover');
  if (!(await placeMark(mark))) return removeDeadMark(mark);
  try {
    if ((await askHolder(address)) === null) await unlink(address).catch(() => undefined);
  } finally {
    await unlink(mark).catch(() => undefined);
  }
}

/** The mark appears with its number in it: whoever dies in between leaves none behind that nobody could ascribe. */
async function placeMark(mark: string): Promise<boolean> {
  const draft = `${mark}.${process.pid}`;
  await writeFile(draft, String(process.pid), { mode: 0o600 });
  try {
    await link(draft, mark);
    return true;
  } catch {
    return false;
  } finally {
    await unlink(draft).catch(() => undefined);
  }
}

async function removeDeadMark(mark: string): Promise<void> {
  const pid = Number(await readFile(mark, 'utf8').catch(() => ''));
  if (Number.isInteger(pid) && pid > 0 && !isAlive(pid)) await unlink(mark).catch(() => undefined);
  else await new Promise((done) => setTimeout(done, 50));
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function close(server: Server): Promise<void> {
  return new Promise((done) => server.close(() => done()));
}
