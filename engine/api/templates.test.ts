import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { useServer } from './testing/server.ts';

describe('templates over the API', () => {
  const server = useServer({ templates: resolve(import.meta.dirname, '../../resources/templates') });

  it('become workflows of their own that run as they are', async () => {
    const { body } = await server.send('GET', '/api/templates');
    expect(body.templates.map(({ id }: { id: string }) => id)).toContain('weather-report');

    const first = await server.send('POST', '/api/templates/weather-report/use', { body: {} });
    const second = await server.send('POST', '/api/templates/weather-report/use', { body: {} });

    expect([first.status, first.body.id, second.body.id]).toEqual([201, 'weather-report', 'weather-report-2']);
    const run = await server.finish(await server.start('weather-report-2'));
    expect(run.status).toBe('succeeded');
    expect(JSON.parse(await readFile(join(server.dataDir(), 'workflows/weather-report-2.json'), 'utf8')).id).toBe('weather-report-2');
  });

  it('that do not exist are named', async () => {
    expect((await server.send('POST', '/api/templates/absent/use', { body: {} })).body).toMatchObject({ code: 'template_not_found' });
  });

  it('stand with the other workflows in folders', async () => {
    const folders = { names: ['sales'], places: { orders: 'sales' } };

    await server.send('PUT', '/api/folders', { body: folders });

    expect((await server.send('GET', '/api/folders')).body).toEqual(folders);
    expect((await server.send('PUT', '/api/folders', { body: { names: [''], places: {} } })).status).toBe(400);
  });
});
