import { describe, expect, it } from 'vitest';
import type { Workflow } from '../workflow/schema.ts';
import { openEvents, type Received } from './testing/event-stream.ts';
import { useServer } from './testing/server.ts';

const server = useServer();
const chatty: Workflow = {
  format: 1,
  id: 'chatty',
  tasks: {
    many: { type: 'log.write', each: { in: [1, 2, 3, 4, 5, 6, 7, 8], concurrency: 2 }, with: { message: '{{ string(item) }}' } },
  },
};
const gate: Workflow = { format: 1, id: 'gate', tasks: { ask: { type: 'flow.approval', with: { title: 'Go on?' } } } };

const isEnd = ({ message }: Received) => message.type === 'event' && message.event.type === 'run.finished';
const hasEnd = (received: readonly Received[]) => received.some(isEnd);
const seqs = (received: readonly Received[]) => received.flatMap(({ message }) => (message.type === 'event' ? [message.event.seq] : []));
const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1);
const isWaiting = ({ message }: Received) => message.type === 'event' && message.event.type === 'task.waiting';

describe('the events of a run', () => {
  it('come from the first to the last while it goes on, then the stream ends and says why', async () => {
    await server.save(gate);
    const run = await server.start('gate');
    const reader = await openEvents(server.port(), `/api/runs/${run}/events`);
    await reader.until((received) => received.some(isWaiting));
    await server.send('POST', `/api/approvals/${run}:ask`, { body: { decision: 'approved', by: 'ann' } });

    const received = await reader.until(hasEnd);

    expect(seqs(received)).toEqual(upTo(received.length));
    expect(received.map(({ id }) => id)).toEqual(upTo(received.length).map((seq) => `${run}:${seq}`));
    expect(await reader.comments()).toEqual(['the run has ended']);
  });

  it('go on after any of them, without gap and without repetition', async () => {
    await server.save(chatty);
    const run = await server.start('chatty');
    const whole = await (await openEvents(server.port(), `/api/runs/${run}/events`)).until(hasEnd);
    expect(seqs(whole)).toEqual(upTo(whole.length));
    for (const { id } of whole) {
      const rest = await openEvents(server.port(), `/api/runs/${run}/events`, id ?? '');
      const received = await rest.until(() => false);
      expect(seqs(received)).toEqual(upTo(whole.length).slice(Number(id?.split(':')[1])));
    }
  });

  it('are the same for readers that break off again and again while the run goes on', async () => {
    await server.save(chatty);
    const run = await server.start('chatty');
    const all: number[] = [];
    let last: string | undefined;
    for (let isOver = false; !isOver; ) {
      const reader = await openEvents(server.port(), `/api/runs/${run}/events`, last);
      const received = [...(await reader.until((some) => some.length >= 3))];
      reader.close();
      all.push(...seqs(received));
      last = received.at(-1)?.id ?? last;
      isOver = hasEnd(received);
    }
    expect(all).toEqual(upTo(all.length));
  });

  it('come with log lines when they are asked for', async () => {
    await server.save(gate);
    await server.save({
      ...chatty,
      id: 'later',
      tasks: { ask: gate.tasks.ask ?? { type: '' }, say: { type: 'log.write', needs: ['ask'], with: { message: 'now' } } },
    });
    const run = await server.start('later');
    const reader = await openEvents(server.port(), `/api/runs/${run}/events?logs=true`);
    await reader.until((received) => received.some(isWaiting));
    await server.send('POST', `/api/approvals/${run}:ask`, { body: { decision: 'approved', by: 'ann' } });
    const received = await reader.until(hasEnd);
    const lines = received.filter(({ message }) => message.type === 'log');
    expect(lines).toMatchObject([{ id: null, message: { run, line: { task: 'say', text: 'now' } } }]);
  });
});

describe('the events of some runs', () => {
  /** As soon as it can be decided. */
  const decide = async (run: string) => {
    const answer = { body: { decision: 'approved', by: 'ann' } };
    while ((await server.send('POST', `/api/approvals/${run}:ask`, answer)).status === 404);
  };
  const runsOf = (received: readonly Received[]) =>
    new Set(received.map(({ message }) => (message.type === 'event' ? message.event.run : message.type === 'log' ? message.run : 'reset')));
  const ended = (received: readonly Received[], run: string) => received.some((each) => isEnd(each) && runsOf([each]).has(run));
  const later: Workflow = {
    format: 1,
    id: 'later',
    tasks: { ask: { type: 'flow.approval', with: { title: 'Go on?' } }, many: { ...chatty.tasks.many, type: 'log.write', needs: ['ask'] } },
  };

  it('come without those of others', async () => {
    await server.save(gate);
    await server.save(chatty);
    const [one, two] = [await server.start('gate'), await server.start('gate')];
    const reader = await openEvents(server.port(), `/api/events?logs=true&runs=${one},${two}`);
    await server.finish(await server.start('chatty'));
    await decide(one);
    await decide(two);

    const received = await reader.until((some) => ended(some, one) && ended(some, two));

    expect(runsOf(received)).toEqual(new Set([one, two]));
    reader.close();
  });

  it('and their log lines come without gap and repetition to a reader that breaks off and wants more runs each time', async () => {
    await server.save(later);
    const runs: string[] = [];
    const all: Received[] = [];
    for (let count = 0; count < 3; count += 1) {
      runs.push(await server.start('later'));
      const reader = await openEvents(server.port(), `/api/events?logs=true&runs=${runs.join()}`, all.at(-1)?.id ?? undefined);
      await decide(runs.at(-1) ?? '');
      // In the middle of what it writes.
      const received = await reader.until((some) => some.filter(({ message }) => message.type === 'log').length > 3);
      all.push(...received);
      reader.close();
    }
    const reader = await openEvents(server.port(), `/api/events?logs=true&runs=${runs.join()}`, all.at(-1)?.id ?? undefined);
    const isWhole = (some: readonly Received[]) => runs.every((run) => ended([...all, ...some], run));
    all.push(...(await reader.until(isWhole)));
    reader.close();

    for (const run of runs) {
      const own = all.filter((each) => runsOf([each]).has(run));
      const before = seqs(own)[0] ?? 0;
      expect(seqs(own)).toEqual(upTo(seqs(own).length).map((seq) => seq + before - 1));
      const texts = own.flatMap(({ message }) => (message.type === 'log' ? [message.line.text] : []));
      expect(texts.sort()).toEqual(upTo(8).map(String));
    }
  });

  it('are asked for by ids of runs', async () => {
    for (const runs of ['', 'a,,b', 'A', '../x', `a${',a'.repeat(4_000)}`]) {
      expect(await server.send('GET', `/api/events?runs=${runs}`)).toMatchObject({ status: 400, body: { code: 'invalid_request' } });
    }
  });
});

describe('the events of all runs', () => {
  it('come as they happen, and go on after a break without gap and without repetition', async () => {
    await server.save(chatty);
    const first = await openEvents(server.port(), '/api/events');
    const one = await server.start('chatty');
    const before = [...(await first.until((received) => received.length >= 4))].slice(0, 4);
    first.close();
    const two = await server.start('chatty');

    const second = await openEvents(server.port(), '/api/events', before.at(-1)?.id ?? '');
    const after = await second.until((received) => received.filter(isEnd).length === 2);
    second.close();

    for (const run of [one, two]) {
      const own = [...before, ...after].filter(({ message }) => message.type === 'event' && message.event.run === run);
      expect(seqs(own)).toEqual(upTo((await server.send('GET', `/api/runs/${run}/events`)).text.match(/^id:/gm)?.length ?? 0));
    }
  });

  it('begin with a reset when what is in between is gone', async () => {
    for (const id of ['another-process:12', 'nonsense', '']) {
      const reader = await openEvents(server.port(), '/api/events', id);
      const received = await reader.until((some) => some.length > 0);
      expect(received[0]?.message.type).toBe('reset');
      reader.close();
    }
  });

  it('end when the server stops', async () => {
    const reader = await openEvents(server.port(), '/api/events');
    const ended = reader.comments();
    await server.restart();
    expect(await ended).toEqual(['the server stops']);
  });

  it('are not counted any more when their readers are gone', async () => {
    const readers = await Promise.all([1, 2, 3].map(() => openEvents(server.port(), '/api/events')));
    expect((await server.send('GET', '/api/system')).body.streams).toBe(3);
    for (const reader of readers) reader.close();
    for (;;) if ((await server.send('GET', '/api/system')).body.streams === 0) break;
  });
});
