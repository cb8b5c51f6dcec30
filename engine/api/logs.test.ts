import { describe, expect, it } from 'vitest';
import type { Workflow } from '../workflow/schema.ts';
import { openEvents, type Received } from './testing/event-stream.ts';
import { useServer } from './testing/server.ts';

const server = useServer();
const chatty: Workflow = {
  format: 1,
  id: 'chatty',
  tasks: {
    before: { type: 'log.write', each: { in: '{{ range(50) }}' }, with: { message: 'before {{ string(item) }}' } },
    ask: { type: 'flow.approval', needs: ['before'], with: { title: 'Go on?' } },
    after: {
      type: 'log.write',
      each: { in: '{{ range(50) }}' },
      needs: ['ask'],
      with: { message: 'after {{ string(item) }}', level: 'warn' },
    },
  },
};
const textOf = ({ message }: Received) => (message.type === 'log' ? message.line.text : '');
const expected = (word: string) => Array.from({ length: 50 }, (_, index) => `${word} ${index}`);

async function startAndWait(): Promise<string> {
  await server.save(chatty);
  const run = await server.start('chatty');
  const reader = await openEvents(server.port(), `/api/runs/${run}/events`);
  await reader.until((received) => received.some(({ message }) => message.type === 'event' && message.event.type === 'task.waiting'));
  reader.close();
  return run;
}

const decide = (run: string) => server.send('POST', `/api/approvals/${run}:ask`, { body: { decision: 'approved', by: 'ann' } });

describe('the log of a run', () => {
  it('is followed from its beginning to the end of the run, or from behind any line', async () => {
    const run = await startAndWait();
    const reader = await openEvents(server.port(), `/api/runs/${run}/logs/follow`);
    await reader.until((received) => received.length === 50);
    await decide(run);

    const received = await reader.until(() => false);

    expect([...received.map(textOf)].sort()).toEqual([...expected('before'), ...expected('after')].sort());
    expect(await reader.comments()).toEqual(['the run has ended']);
    for (const [index, { id }] of [...received.entries()].filter(([at]) => at % 20 === 0)) {
      const rest = await openEvents(server.port(), `/api/runs/${run}/logs/follow`, id ?? '');
      expect((await rest.until(() => false)).map(textOf)).toEqual(received.slice(index + 1).map(textOf));
    }
  });

  it('is followed by level', async () => {
    const run = await startAndWait();
    const reader = await openEvents(server.port(), `/api/runs/${run}/logs/follow?level=warn`);
    await decide(run);

    expect([...(await reader.until(() => false)).map(textOf)].sort()).toEqual(expected('after').sort());
  });

  it('comes in pages', async () => {
    const run = await startAndWait();
    const texts: string[] = [];
    let offset = 0;
    for (let isEnd = false; !isEnd; ) {
      const { body } = await server.send('GET', `/api/runs/${run}/logs?limit=7&offset=${offset}`);
      const page = body as { lines: { text: string }[]; next: number; isEnd: boolean };
      expect(page.lines.length).toBeLessThanOrEqual(7);
      texts.push(...page.lines.map(({ text }) => text));
      ({ next: offset, isEnd } = page);
    }
    await decide(run);

    expect(texts.sort()).toEqual(expected('before').sort());
  });

  it('is followed of no run that there is not', async () => {
    expect(await server.send('GET', '/api/runs/20260101-000000-nothing/logs/follow')).toMatchObject({ status: 404 });
  });
});

describe('a run that is removed', () => {
  it('is not there any more', async () => {
    const run = await startAndWait();
    expect(await server.send('DELETE', `/api/runs/${run}`)).toMatchObject({ status: 409, body: { code: 'run_not_finished' } });
    const reader = await openEvents(server.port(), `/api/runs/${run}/events`);
    await decide(run);
    await reader.until(() => false);

    expect(await server.send('DELETE', `/api/runs/${run}`)).toMatchObject({ status: 200 });

    expect(await server.send('GET', `/api/runs/${run}`)).toMatchObject({ status: 404 });
    expect(await server.send('GET', `/api/runs/${run}/logs`)).toMatchObject({ status: 404 });
    expect(await server.send('DELETE', `/api/runs/${run}`)).toMatchObject({ status: 404, body: { code: 'run_not_found' } });
  });
});
