import { expect, it } from 'vitest';
import type { Workflow } from '../workflow/schema.ts';
import { openEvents } from './testing/event-stream.ts';
import { token, useServer } from './testing/server.ts';
import { startSlowReaders } from './testing/slow-readers.ts';

const server = useServer();
const bulky: Workflow = {
  format: 1,
  id: 'bulky',
  inputs: { text: { type: 'string' } },
  tasks: { a: { type: 'data.set', with: { values: { text: '{{ inputs.text }}' } } } },
};

it('a thousand readers that do not read are cut off, while runs go on and a good reader misses nothing', async () => {
  await server.save(bulky);
  const text = 'x'.repeat(30_000);
  const readers = await startSlowReaders({ port: server.port(), path: '/api/events', token, count: 1000 });
  expect(readers).toMatchObject({ open: 1000, refused: 0 });
  const good = await openEvents(server.port(), '/api/events');
  const finished: string[] = [];
  for (;;) {
    const run = await server.start('bulky', { text });
    finished.push(run);
    await good.until((received) =>
      received.some(({ message }) => message.type === 'event' && message.event.run === run && message.event.type === 'run.finished'),
    );
    const { streams } = (await server.send('GET', '/api/system')).body;
    if (streams === 1) break;
  }
  const received = await good.until(() => true);
  const seen = received.filter(({ message }) => message.type === 'event' && message.event.type === 'run.finished');
  expect(seen.length).toBe(finished.length);
  good.close();
  expect(await readers.readOn()).toBeGreaterThan(0);
});
