import { withEventMeta } from '@orpc/server';
import type { MessageStream } from '../procedures/context.ts';
import type { EventSource } from './event-source.ts';

const batchBytes = 64 * 1024;

/** A source as an async iterator, for transports that ask for one message after the other. `signal`: the reader is gone. */
export async function* iterateSource(source: EventSource, signal?: AbortSignal): MessageStream {
  // The transport asks whether its reader is still there when there is a message, which may be never.
  const leave = () => source.finish('closed by the reader');
  signal?.addEventListener('abort', leave);
  try {
    while (!signal?.aborted) {
      const frames = source.take(batchBytes);
      for (const { id, message } of frames) yield id === null ? message : withEventMeta({ ...message }, { id });
      if (frames.length > 0) continue;
      if (source.end !== null) return;
      await new Promise<void>((resolve) => source.onWake(resolve));
    }
  } finally {
    signal?.removeEventListener('abort', leave);
    source.close();
  }
}
