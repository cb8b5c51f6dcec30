// A reader of server-sent events that reads when it is told to.
import { type ClientRequest, type IncomingMessage, request } from 'node:http';
import type { StreamMessage } from '../contract/shapes.ts';
import { token } from './server.ts';

export type Received = { readonly id: string | null; readonly message: StreamMessage };

export type EventReader = {
  /** Reads until `enough` says so, or the stream ends. */
  readonly until: (enough: (received: readonly Received[]) => boolean) => Promise<readonly Received[]>;
  /** Reads to the end and gives the comments. */
  readonly comments: () => Promise<readonly string[]>;
  readonly close: () => void;
};

export async function openEvents(port: number, path: string, lastEventId?: string): Promise<EventReader> {
  const { outgoing, incoming } = await open(port, path, lastEventId);
  const received: Received[] = [];
  const comments: string[] = [];
  let rest = '';
  const take = (chunk: string) => {
    const blocks = (rest + chunk).split('\n\n');
    rest = blocks.pop() ?? '';
    for (const block of blocks) {
      if (block.startsWith(':')) comments.push(block.slice(2));
      else received.push(parse(block));
    }
  };
  incoming.setEncoding('utf8');
  const read = async (enough: () => boolean) => {
    while (!enough()) {
      const chunk: string | null = incoming.read();
      if (chunk !== null) take(chunk);
      else if (incoming.readableEnded || incoming.destroyed) return;
      else await new Promise<void>((resolve) => onceAny(incoming, resolve));
    }
  };
  return {
    until: async (enough) => {
      await read(() => enough(received));
      return received;
    },
    comments: async () => {
      await read(() => false);
      return comments;
    },
    close: () => outgoing.destroy(),
  };
}

type Opened = { readonly outgoing: ClientRequest; readonly incoming: IncomingMessage };

function open(port: number, path: string, lastEventId: string | undefined): Promise<Opened> {
  return new Promise((resolve, reject) => {
    const headers = { authorization: `Bearer ${token}`, ...(lastEventId === undefined ? {} : { 'last-event-id': lastEventId }) };
    const outgoing = request({ port, path, host: '127.0.0.1', agent: false, headers }, (incoming) => {
      incoming.on('error', () => undefined);
      if (incoming.statusCode === 200) resolve({ outgoing, incoming });
      else reject(new Error(`The stream was refused: ${incoming.statusCode}`));
    });
    outgoing.on('error', reject);
    outgoing.end();
  });
}

function onceAny(incoming: IncomingMessage, then: () => void): void {
  const events = ['readable', 'end', 'close'];
  const done = () => {
    for (const event of events) incoming.off(event, done);
    then();
  };
  for (const event of events) incoming.on(event, done);
}

function parse(block: string): Received {
  const lines = block.split('\n');
  const field = (name: string) => lines.find((line) => line.startsWith(`${name}: `))?.slice(name.length + 2);
  return { id: field('id') ?? null, message: JSON.parse(field('data') ?? '') };
}
