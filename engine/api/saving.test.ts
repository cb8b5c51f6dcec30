import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { useServer } from './testing/server.ts';

const server = useServer();
const version = (n: number) => ({ format: 1, id: 'shared', tasks: { a: { type: 'data.set', with: { values: { n } } } } });
const save = (n: number, ifMatch?: string) =>
  server.send('PUT', '/api/workflows/shared', { body: version(n), headers: ifMatch === undefined ? {} : { 'if-match': ifMatch } });
const stored = async () => (await server.send('GET', '/api/workflows/shared')).body.workflow?.tasks.a.with.values.n;

describe('saving a workflow', () => {
  it('replaces nothing that its writer has not seen', async () => {
    const made = await save(1);
    expect(made).toMatchObject({ status: 200, headers: { etag: `"${made.body.revision}"` } });
    expect(made.body.revision).toBe(createHash('sha256').update(made.body.text).digest('hex'));
    expect((await server.send('GET', '/api/workflows/shared')).headers.etag).toBe(made.headers.etag);

    expect(await save(2)).toMatchObject({ status: 409, body: { code: 'workflow_exists' } });
    const changed = await save(2, made.headers.etag);
    expect(changed.status).toBe(200);
    expect(await save(3, made.headers.etag)).toMatchObject({ status: 412, body: { code: 'workflow_changed' } });
    expect(await stored()).toBe(2);

    // Once more what is there already.
    expect((await save(2)).status).toBe(200);
    expect((await save(2, '"another"')).status).toBe(200);
    expect((await save(4, `W/${changed.headers.etag}`)).status).toBe(200);
    expect((await save(5, '*')).status).toBe(200);
    await server.send('DELETE', '/api/workflows/shared');
    expect(await save(6, made.headers.etag)).toMatchObject({ status: 412, body: { code: 'workflow_changed' } });
    expect((await save(6, '*')).status).toBe(200);
    expect(await stored()).toBe(6);
  });

  it('has one winner when many have seen the same', async () => {
    const { etag = '' } = (await save(0, '*')).headers;
    const answers = await Promise.all(Array.from({ length: 10 }, (_, index) => save(index + 1, etag)));

    const won = answers.flatMap(({ status }, index) => (status === 200 ? [index + 1] : []));
    expect(won).toHaveLength(1);
    expect(await stored()).toBe(won[0]);
    expect(answers.filter(({ status }) => status === 412)).toHaveLength(9);
  });
});
