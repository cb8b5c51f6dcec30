import { existsSync } from 'node:fs';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { findHolder } from '../adapters/data-directory.ts';
import { createEngine } from '../host/engine.ts';
import { createTemporaryFolder } from '../tasks/testing/context.ts';
import { asResult, connectToOwner } from './client.ts';
import { createApi } from './create-api.ts';
import { createServerLog } from './http/server-log.ts';
import { createOwnerDoor } from './owner-door.ts';

/** An engine with a data directory of its own, and the address of its lock. */
async function startOwner(dataDir = createTemporaryFolder()) {
  const door = createOwnerDoor(
    dataDir,
    createServerLog(() => undefined, Date.now),
  );
  const engine = createEngine({ dataDir, env: {}, door: door.handle });
  await engine.start();
  const found = await findHolder(dataDir);
  onTestFinished(async () => {
    await found?.close();
    await engine.stop({ graceMs: 0 });
  });
  const open = () => door.open(createApi(engine, { version: '0', dataDir, pid: process.pid, startedAt: 0 }));
  return { dataDir, door, engine, open, address: found?.address ?? '' };
}

type Headers = { readonly [name: string]: string };

function ask(socketPath: string, path: string, headers: Headers = {}): Promise<{ readonly status: number; readonly text: string }> {
  return new Promise((resolve, reject) => {
    const asked = request({ socketPath, path, agent: false, headers }, async (response) => {
      let text = '';
      for await (const chunk of response.setEncoding('utf8')) text += chunk;
      resolve({ status: response.statusCode ?? 0, text });
    });
    asked.once('error', reject);
    asked.end();
  });
}

const bearer = async (dataDir: string) => ({ authorization: `Bearer ${(await readFile(join(dataDir, 'api-token'), 'utf8')).trim()}` });

describe('the API at the lock', () => {
  it('says to everybody who may open it which process this is, and nothing else without the token', async () => {
    const { dataDir, address, open } = await startOwner();
    open();
    expect(JSON.parse((await ask(address, '/holder')).text)).toEqual({ pid: process.pid });
    // Nobody has asked for the API so far.
    expect(existsSync(join(dataDir, 'api-token'))).toBe(false);

    expect((await ask(address, '/api/system')).status).toBe(401);

    const right = await bearer(dataDir);
    expect((await stat(join(dataDir, 'api-token'))).mode & 0o077).toBe(0);
    expect((await stat(address)).mode & 0o077).toBe(0);
    expect((await ask(address, '/api/system', right)).status).toBe(200);
    for (const path of ['/api/system', '/api/runs', '/api/events', '/api/secrets', '/holder/../api/runs']) {
      for (const headers of [{}, { authorization: 'Bearer wrong-token-wrong-token' }]) {
        expect([path, (await ask(address, path, headers)).status]).toEqual([path, 401]);
      }
    }
    for (const host of ['evil.test', 'localhost:4400', '127.0.0.1.evil.test']) {
      expect([host, (await ask(address, '/api/runs', { ...right, host })).status]).toEqual([host, 403]);
    }
    expect((await ask(address, '/api/runs', { ...right, origin: 'http://evil.test' })).status).toBe(403);
  });

  it('tells early callers to come again, and lets a client in that waits', async () => {
    const { dataDir, address, open } = await startOwner();
    await ask(address, '/api/system');
    expect((await ask(address, '/api/system', await bearer(dataDir))).status).toBe(503);
    const found = await findHolder(dataDir);
    if (!found) throw new Error('Nobody holds it');
    const connecting = connectToOwner(dataDir, found);
    open();

    const client = await connecting;

    expect(client).toMatchObject({ ok: true, value: { owner: { pid: process.pid } } });
    if (client?.ok) await client.value.close();
  });

  it('says what is wrong with its token instead of letting everybody in', async () => {
    const { dataDir, address, open } = await startOwner();
    open();
    await writeFile(join(dataDir, 'api-token'), 'short\n');
    expect(await ask(address, '/api/system', { authorization: 'Bearer short' })).toMatchObject({
      status: 500,
      text: expect.stringContaining('is not usable'),
    });
  });

  it('is quiet when its callers have left, and gone when its engine is', async () => {
    const { dataDir, door, engine, open } = await startOwner();
    open();
    const found = await findHolder(dataDir);
    const client = found && (await connectToOwner(dataDir, found));
    if (!client?.ok) throw new Error('No client');
    const { procedures, close } = client.value;
    const stream = (await procedures.events.follow({}))[Symbol.asyncIterator]();
    const waiting = stream.next();
    let isQuiet = false;
    const quiet = door.whenQuiet().then(() => {
      isQuiet = true;
    });
    await procedures.runs.list({});
    expect(isQuiet).toBe(false);

    await engine.stop();

    // The stream of a caller ends with the engine, in whatever way.
    await waiting.catch(() => undefined);
    await quiet;
    expect(await asResult(() => procedures.runs.list({}))).toMatchObject({ ok: false, failure: { code: 'engine_gone' } });
    await close();
    expect(await findHolder(dataDir)).toBeNull();
  });
});
