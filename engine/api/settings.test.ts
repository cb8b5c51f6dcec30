import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { useServer } from './testing/server.ts';

const server = useServer();

describe('secrets over HTTP', () => {
  it('go in and are named, and no answer ever holds a value', async () => {
    const answers = [
      await server.send('PUT', '/api/secrets/API_TOKEN', { body: { value: 'hush-hush' } }),
      await server.send('GET', '/api/secrets'),
      await server.send('GET', '/api/secrets/API_TOKEN'),
      await server.send('DELETE', '/api/secrets/API_TOKEN'),
      await server.send('DELETE', '/api/secrets/API_TOKEN'),
      await server.send('PUT', '/api/secrets/not%20a%20name', { body: { value: 'hush-hush' } }),
    ];

    expect(answers.map(({ status }) => status)).toEqual([200, 200, 405, 200, 404, 422]);
    expect(answers[1]?.body).toEqual({ secrets: ['API_TOKEN'] });
    expect(answers.map(({ text }) => text).join('')).not.toContain('hush');
    expect(server.logged.join('')).not.toContain('hush');
  });

  it('are there for runs', async () => {
    await server.send('PUT', '/api/secrets/WORD', { body: { value: 'millstone' } });
    const document = {
      format: 1,
      id: 'secretive',
      tasks: { a: { type: 'shell.command', with: { shell: 'test "$WORD" = millstone', env: { WORD: '{{ secrets.WORD }}' } } } },
    };
    const { body } = await server.send('POST', '/api/runs', { body: { document } });
    expect((await server.finish(body.id)).status).toBe('succeeded');
  });
});

describe('environments over HTTP', () => {
  it('are stored as a whole or by variable, read and deleted', async () => {
    const put = await server.send('PUT', '/api/environments/staging', { body: { vars: { url: 'https://a.test', limit: 5 } } });
    await server.send('PUT', '/api/environments/staging/vars/limit', { body: { value: 20 } });
    await server.send('DELETE', '/api/environments/staging/vars/url');
    const read = await server.send('GET', '/api/environments/staging');
    const all = await server.send('GET', '/api/environments');
    const deleted = await server.send('DELETE', '/api/environments/staging');

    expect([put.status, read.body, all.body]).toEqual([
      200,
      { vars: { limit: 20 } },
      { environments: { staging: { vars: { limit: 20 } } } },
    ]);
    expect([deleted.status, (await server.send('GET', '/api/environments')).body]).toEqual([200, { environments: {} }]);
    for (const [method, path] of [
      ['GET', '/api/environments/staging'],
      ['DELETE', '/api/environments/staging'],
      ['DELETE', '/api/environments/staging/vars/url'],
    ] as const) {
      expect([method, (await server.send(method, path)).status]).toEqual([method, 404]);
    }
    for (const [path, body] of [
      ['/api/environments/1st', { vars: {} }],
      ['/api/environments/ok', { vars: { 'no-name': 1 } }],
      ['/api/environments/ok/vars/no-name', { value: 1 }],
    ] as const) {
      expect(await server.send('PUT', path, { body })).toMatchObject({ status: 422, body: { code: 'bad_name' } });
    }
  });

  it('lose nothing when many change them at once', async () => {
    const names = Array.from({ length: 20 }, (_, index) => `v${index}`);
    await Promise.all(names.map((name) => server.send('PUT', `/api/environments/busy/vars/${name}`, { body: { value: name } })));
    const { body } = await server.send('GET', '/api/environments/busy');
    expect(Object.keys(body.vars).sort()).toEqual([...names].sort());
  });
});

describe('settings over HTTP', () => {
  it('are replaced as a whole, in the file that people edit, and refused with the place that is wrong', async () => {
    const settings = { slots: 3, history: { keepDays: 30 } };
    expect((await server.send('PUT', '/api/settings', { body: { settings } })).body).toEqual({ settings });
    expect(JSON.parse(await readFile(join(server.dataDir(), 'settings.json'), 'utf8'))).toEqual(settings);
    expect((await server.send('GET', '/api/settings')).body).toEqual({ settings, damage: null });

    const refused = await server.send('PUT', '/api/settings', { body: { settings: { history: { keepDays: 'long' } } } });
    expect(refused).toMatchObject({
      status: 422,
      body: { code: 'invalid_settings', message: expect.stringContaining('history.keepDays') },
    });
    expect((await server.send('GET', '/api/settings')).body).toEqual({ settings, damage: null });
  });
});
