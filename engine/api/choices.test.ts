import { describe, expect, it } from 'vitest';
import { openEvents } from './testing/event-stream.ts';
import { useServer } from './testing/server.ts';

const server = useServer();
const set = (fields: object = {}) => ({ type: 'data.set', with: { values: {} }, ...fields });
const document = { format: 1, id: 'choices', tasks: { a: set(), b: set({ needs: ['a'] }), c: set({ needs: ['b'] }) } };
const start = (body: object, headers = {}) => server.send('POST', '/api/runs', { body: { document, ...body }, headers });
const goOn = (id: string, body: object = {}) => server.send('POST', `/api/runs/${id}/continue`, { body });

/** Resolves when the task waits, be it already. */
async function isHeld(id: string, path: string): Promise<void> {
  const events = await openEvents(server.port(), `/api/runs/${id}/events`);
  await events.until((received) =>
    received.some(({ message }) => message.type === 'event' && message.event.type === 'task.waiting' && message.event.path === path),
  );
  events.close();
}

describe('a run that is to stop before a task', () => {
  it('waits there, is told to go on, and says when nothing waits', async () => {
    const { body } = await start({ breakpoints: ['b', 'c'] });
    await isHeld(body.id, 'b');

    expect((await server.send('GET', `/api/runs/${body.id}`)).body).toMatchObject({
      status: 'waiting',
      tasks: { b: { status: 'waiting' } },
    });
    expect(await goOn(body.id, { path: 'c' })).toMatchObject({ status: 409, body: { code: 'task_not_waiting' } });
    expect(await goOn(body.id, { path: 'b', by: 'ann' })).toMatchObject({ status: 200, body: { id: body.id } });
    await isHeld(body.id, 'c');
    expect(await goOn(body.id)).toMatchObject({ status: 200 });
    expect(await server.finish(body.id)).toMatchObject({ status: 'succeeded' });
    expect(await goOn(body.id)).toMatchObject({ status: 409, body: { code: 'run_finished' } });
    expect(await goOn('nobody')).toMatchObject({ status: 404, body: { code: 'run_not_found' } });
  });
});

describe('a run up to a task, with results of another', () => {
  it('runs and previews only what is asked for', async () => {
    const first = await start({});
    await server.finish(first.body.id);
    const choices = { upTo: 'b', pins: { a: { run: first.body.id, path: 'c' } } };

    const preview = await server.send('POST', '/api/runs/preview', { body: { document, ...choices } });
    const { body } = await start(choices);

    expect(preview.body.tasks.map(({ action }: { action: string }) => action)).toEqual(['reuse', 'run', 'skip']);
    expect(await server.finish(body.id)).toMatchObject({
      status: 'succeeded',
      tasks: { a: { from: 'pin' }, b: { attempts: 1 }, c: { skipped: { reason: 'not_selected' } } },
    });
  });

  it('is refused, and begins nothing, when a task or a result is not there', async () => {
    const refused = async (body: object) => {
      const { status, body: answer } = await start(body);
      expect(await server.send('POST', '/api/runs/preview', { body: { document, ...body } })).toMatchObject({ status, body: answer });
      return [status, answer.code];
    };
    expect(await refused({ upTo: 'z' })).toEqual([422, 'task_not_found']);
    expect(await refused({ breakpoints: ['a[0]'] })).toEqual([422, 'task_not_found']);
    expect(await refused({ pins: { a: { run: 'nobody' } } })).toEqual([422, 'pinned_run_not_found']);
    const { body } = await start({ upTo: 'a' });
    await server.finish(body.id);
    expect(await refused({ pins: { b: { run: body.id } } })).toEqual([422, 'pinned_task_has_no_output']);
    expect(await refused({ pins: { b: { run: 'NO' } } })).toEqual([400, 'invalid_request']);
    expect(await refused({ upTo: '' })).toEqual([400, 'invalid_request']);
  });

  it('starts once per idempotency key, and not with other choices', async () => {
    const { body: first } = await start({});
    await server.finish(first.id);
    const key = { 'idempotency-key': 'choices-1' };
    const choices = { upTo: 'c', breakpoints: ['c', 'b', 'b'], pins: { a: { run: first.id } } };
    const { body } = await start(choices, key);

    const again = await start({ ...choices, breakpoints: ['b', 'c'], pins: { a: { run: first.id, path: 'a' } } }, key);
    expect(again.body).toEqual(body);
    for (const other of [
      { upTo: 'b' },
      { breakpoints: ['b'] },
      { breakpoints: undefined },
      { pins: {} },
      { pins: { a: { run: first.id, path: 'b' } } },
    ]) {
      expect(await start({ ...choices, ...other }, key)).toMatchObject({ status: 409, body: { code: 'idempotency_key_reused' } });
    }
    expect(await start({}, key)).toMatchObject({ status: 409 });
  });

  it('starts once per idempotency key, and not another part of the run that is repeated', async () => {
    const { body: first } = await start({});
    await server.finish(first.id);
    const again = (rerun: object) =>
      server.send('POST', '/api/runs', { body: { rerun: { run: first.id, ...rerun } }, headers: { 'idempotency-key': 'choices-2' } });
    const { status, body } = await again({ from: 'task', task: 'b' });

    expect(status).toBe(201);
    expect((await again({ from: 'task', task: 'b' })).body).toEqual(body);
    for (const other of [{ from: 'task', task: 'c' }, { from: 'failed' }]) expect(await again(other)).toMatchObject({ status: 409 });
  });
});
