import { getEventMeta } from '@orpc/client';

/** The id of a stream's message, to go on behind it; null when it has none. */
export function messageId(message: object): string | null {
  return getEventMeta(message)?.id ?? null;
}
