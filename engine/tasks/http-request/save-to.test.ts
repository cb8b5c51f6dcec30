import { createHash } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { startRawServer, startServer } from '../network/testing/http-server.ts';
import { createTestContext } from '../testing/context.ts';
import { failureOf, outputOf, runRequest } from './testing/run.ts';

describe('saveTo', () => {
  it('streams the answer into a file, decoded', async () => {
    const content = Buffer.alloc(2_000_000, 'abc');
    const { origin } = await startServer(() => ({ headers: { 'content-encoding': 'gzip' }, body: gzipSync(content) }));
    const context = createTestContext();

    const output = await outputOf({ url: origin, saveTo: 'new/report.bin' }, { context });

    const path = 'new/report.bin';
    expect(output.body).toEqual({ path, sizeBytes: 2_000_000, sha256: createHash('sha256').update(content).digest('hex') });
    expect((await readFile(join(context.files.folder, path))).equals(content)).toBe(true);
    expect(await readdir(join(context.files.folder, 'new'))).toEqual(['report.bin']);
  });

  it('replaces the file that was there', async () => {
    const { origin } = await startServer(() => ({ body: 'new' }));
    const context = createTestContext();
    await writeFile(join(context.files.folder, 'a.txt'), 'the old and longer one');

    await outputOf({ url: origin, saveTo: 'a.txt' }, { context });

    expect(await readFile(join(context.files.folder, 'a.txt'), 'utf8')).toBe('new');
  });

  it('leaves what was there when the answer breaks off, is too large, or has another status', async () => {
    const { origin } = await startRawServer((request, response) => {
      if (request.url === '/status') return void response.writeHead(404).end('no');
      if (request.url === '/large') return void response.end(Buffer.alloc(5000));
      response.writeHead(200, { 'content-length': '100' });
      response.write('half', () => response.destroy());
    });
    const context = createTestContext();
    await writeFile(join(context.files.folder, 'a.txt'), 'old');

    const codes = [];
    for (const path of ['cut', 'large', 'status']) {
      codes.push((await failureOf({ url: `${origin}/${path}`, saveTo: 'a.txt', maxBytes: 4000 }, { context })).code);
    }

    expect(codes).toEqual(['connection_reset', 'response_too_large', 'http_status']);
    expect(await readdir(context.files.folder)).toEqual(['a.txt']);
    expect(await readFile(join(context.files.folder, 'a.txt'), 'utf8')).toBe('old');
  });

  it('leaves nothing behind when it is aborted', async () => {
    const controller = new AbortController();
    const { origin } = await startRawServer((_request, response) => {
      response.writeHead(200);
      response.write(Buffer.alloc(200_000), () => controller.abort());
    });
    const context = createTestContext({ signal: controller.signal });

    const outcome = await runRequest({ url: origin, saveTo: 'a.bin' }, { context });

    expect(outcome).toMatchObject({ failure: { code: 'aborted' } });
    expect(await readdir(context.files.folder)).toEqual([]);
  });

  it('writes nowhere outside, and says when it cannot write', async () => {
    const { origin } = await startServer(() => ({ body: 'x' }));
    const context = createTestContext();
    await writeFile(join(context.files.folder, 'file'), '');

    expect(await failureOf({ url: origin, saveTo: '../outside.txt' }, { context })).toMatchObject({ code: 'path_not_allowed' });
    expect(await failureOf({ url: origin, saveTo: 'file/below.txt' }, { context })).toMatchObject({ code: 'not_a_folder' });
    expect(await failureOf({ url: origin, saveTo: '.' }, { context })).toMatchObject({ code: 'not_a_file' });
  });
});
