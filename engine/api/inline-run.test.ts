import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openEvents, type Received } from './testing/event-stream.ts';
import { useServer } from './testing/server.ts';

const server = useServer();
const document = {
  format: 1,
  id: 'inline',
  inputs: { text: { type: 'string', default: 'hello' } },
  tasks: {
    write: { type: 'file.write', with: { path: 'out.txt', content: '{{ inputs.text }}' } },
    bad: { type: 'flow.fail', needs: ['write'], with: { message: 'as wanted' } },
  },
};
const start = (body: object, headers = {}) => server.send('POST', '/api/runs', { body, headers });

describe('a run of a document in the request', () => {
  it('works in the folder that is named, or in the one of its id, and nothing is stored', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'millrace-inline-'));
    const there = await start({ document, folder, inputs: { text: 'there' } });
    const here = await start({ document });
    await Promise.all([server.finish(there.body.id), server.finish(here.body.id)]);

    expect(await readFile(join(folder, 'out.txt'), 'utf8')).toBe('there');
    expect(await readFile(join(server.dataDir(), 'files', 'inline', 'out.txt'), 'utf8')).toBe('hello');
    expect((await server.send('GET', '/api/workflows')).body.workflows).toEqual([]);
  });

  it('is refused with the problems of the document, and by what is said twice or not at all', async () => {
    const wrong = { ...document, tasks: { a: { type: 'no.such' } } };
    expect(await start({ document: wrong })).toMatchObject({
      status: 422,
      body: { code: 'invalid_workflow', data: { problems: [{ severity: 'error' }] } },
    });
    for (const body of [
      {},
      { workflow: 'inline', document },
      { workflow: 'inline', folder: '/tmp' },
      { document, folder: 'not/absolute' },
    ]) {
      expect(await start(body)).toMatchObject({ status: 400, body: { code: 'invalid_request' } });
      expect(await server.send('POST', '/api/runs/preview', { body })).toMatchObject({ status: 400 });
    }
  });

  it('starts once per idempotency key, and not for another document', async () => {
    const key = { 'idempotency-key': 'inline-1' };
    const [one, two] = await Promise.all([start({ document }, key), start({ document }, key)]);
    expect(two?.body).toEqual(one?.body);
    const other = { ...document, tasks: { write: document.tasks.write } };
    expect(await start({ document: other }, key)).toMatchObject({ status: 409, body: { code: 'idempotency_key_reused' } });
  });

  it('can be started again from where it failed, with a corrected document', async () => {
    const { body: first } = await start({ document });
    await server.finish(first.id);
    const corrected = { ...document, tasks: { ...document.tasks, bad: { type: 'data.set', needs: ['write'], with: { values: {} } } } };
    const rerun = { run: first.id, from: 'failed' };

    const previewed = await server.send('POST', '/api/runs/preview', { body: { document: corrected, rerun } });
    const again = await start({ document: corrected, rerun });

    expect(previewed.body.tasks).toMatchObject([
      { path: 'write', action: 'reuse' },
      { path: 'bad', action: 'run' },
    ]);
    expect(await server.finish(again.body.id)).toMatchObject({ status: 'succeeded', tasks: { write: { from: 'rerun' } } });
    expect((await server.finish((await start({ rerun })).body.id)).status).toBe('failed');
  });
});

describe('a preview', () => {
  it('says what would run, and starts nothing', async () => {
    const before = (await server.send('GET', '/api/runs?limit=100')).body.runs.length;
    const { status, body } = await server.send('POST', '/api/runs/preview', { body: { document, inputs: { text: 'new' } } });

    expect([status, body.inputs]).toEqual([200, { text: 'new' }]);
    expect(body.tasks).toMatchObject([{ path: 'write', action: 'run', parameters: { content: 'new' } }, { path: 'bad' }]);
    expect((await server.send('GET', '/api/runs?limit=100')).body.runs).toHaveLength(before);
  });
});

describe('the events of a run with its log', () => {
  it('tell the lines of the past too, each once and between its events, and end where they are when nobody follows', async () => {
    const say = (message: string, needs: readonly string[] = []) => ({ type: 'log.write', needs, with: { message } });
    const ask = { type: 'flow.approval', needs: ['one'], with: { title: 'Go on?' } };
    const tasks = { one: say('first'), ask, two: say('second', ['ask']) };
    const { body } = await start({ document: { format: 1, id: 'talk', tasks } });
    const path = `/api/runs/${body.id}/events?logs=true`;
    const isWaiting = ({ message }: Received) => message.type === 'event' && message.event.type === 'task.waiting';
    await (await openEvents(server.port(), path)).until((received) => received.some(isWaiting));

    const soFar = await server.send('GET', `${path}&follow=false`);
    const reader = await openEvents(server.port(), path);
    await reader.until((received) => received.some(isWaiting));
    await server.send('POST', `/api/approvals/${body.id}:ask`, { body: { decision: 'approved', by: 'ann' } });
    const all = await reader.until(() => false);

    const told = all.map(({ message }) =>
      message.type === 'log' ? message.line.text : message.type === 'event' ? message.event.type : '',
    );
    expect(told.filter((text) => text === 'first' || text === 'second')).toEqual(['first', 'second']);
    expect(told.indexOf('first')).toBeLessThan(told.indexOf('task.waiting'));
    expect(told.indexOf('second')).toBeGreaterThan(told.indexOf('approval.decided'));
    expect(soFar.text).toContain('first');
    expect(soFar.text).toContain('this is what has happened so far');
  });
});
