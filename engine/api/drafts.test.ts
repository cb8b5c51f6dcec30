import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { draftIdPattern } from '../adapters/drafts.ts';
import { draftId } from './contract/shapes.ts';
import { useServer } from './testing/server.ts';

const server = useServer();
const draft = { text: '{ "half": ', steps: [{ label: 'Typing' }], at: 5 };

describe('drafts over HTTP', () => {
  it('are kept in the data directory, over a restart, until they are deleted', async () => {
    expect((await server.send('PUT', '/api/drafts/orders.0', { body: draft })).body).toEqual({ id: 'orders.0' });
    expect(JSON.parse(await readFile(join(server.dataDir(), 'drafts', 'orders.0.json'), 'utf8'))).toEqual(draft);

    await server.restart();

    expect((await server.send('GET', '/api/drafts')).body.drafts).toMatchObject([{ id: 'orders.0' }]);
    expect((await server.send('GET', '/api/drafts/orders.0')).body).toEqual({ id: 'orders.0', draft });
    expect((await server.send('DELETE', '/api/drafts/orders.0')).status).toBe(200);
    for (const method of ['GET', 'DELETE']) {
      expect(await server.send(method, '/api/drafts/orders.0')).toMatchObject({ status: 404, body: { code: 'draft_not_found' } });
    }
  });

  it('have ids that are no paths', async () => {
    for (const id of ['orders', 'orders.x', 'Orders.0', '..%2forders.0', '%2e%2e.0', 'orders.0%00', 'orders.0.json', 'orders.1234']) {
      const { status } = await server.send('PUT', `/api/drafts/${id}`, { body: draft });
      expect([id, status === 400 || status === 404], id).toEqual([id, true]);
    }
    expect(await readdir(join(server.dataDir(), 'drafts')).catch(() => [])).toEqual([]);
  });

  it('have the ids that the files have', () => {
    for (const id of [
      'a.0',
      'orders-2.999',
      'a',
      'a.',
      '.0',
      'a.b.0',
      'a.1000',
      'a.kqzvbd0',
      'a.kqzvbdkqz0',
      'a.kqZ0',
      'A.0',
      `${'a'.repeat(64)}.0`,
      `${'a'.repeat(65)}.0`,
    ]) {
      expect(draftId.safeParse(id).success, id).toBe(draftIdPattern.test(id));
    }
  });

  it('are objects, and not too large', async () => {
    for (const body of [[], 'text', 3, null]) expect((await server.send('PUT', '/api/drafts/orders.0', { body })).status).toBe(400);
    const large = await server.send('PUT', '/api/drafts/orders.0', { body: { text: 'x'.repeat(8 * 1024 * 1024) } });
    expect(large.status).toBe(413);
  });
});
