import { connect, type Socket } from 'node:net';
import type { NetworkPolicy } from '../execution.ts';
import { classifyAddress } from './address.ts';
import { connectionFailure } from './connection-failure.ts';
import { type Resolve, resolveAllowed, type Target } from './guard.ts';
import { pinnedLookup } from './pinned-lookup.ts';

const connectTimeoutMs = 30_000;

export type PinnedSocket = {
  readonly socket: Socket;
  /** Whether the other end is this machine. */
  readonly isLocal: boolean;
};

/** A TCP connection to a checked address, for protocols other than HTTP. Throws a `TaskFailure`. The abort of the signal destroys it. */
export async function connectPinned(target: Target, policy: NetworkPolicy, resolve: Resolve, signal: AbortSignal): Promise<PinnedSocket> {
  const addresses = await untilAborted(resolveAllowed(target, policy, resolve), signal);
  const socket = connect({ host: target.host, port: target.port, lookup: pinnedLookup(addresses), autoSelectFamily: true, signal });
  const timer = setTimeout(() => {
    socket.destroy(Object.assign(new Error('connect timed out'), { code: 'ETIMEDOUT' }));
  }, connectTimeoutMs);
  try {
    await new Promise((connected, failed) => socket.once('connect', connected).once('error', failed));
  } catch (error) {
    throw connectionFailure(error, target);
  } finally {
    clearTimeout(timer);
  }
  socket.on('error', () => {}); // Whoever takes it over hears of it, too.
  return { socket, isLocal: classifyAddress(socket.remoteAddress ?? '') === 'loopback' };
}

/** The system's resolver cannot be stopped: its answer is no longer waited for. */
async function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return await new Promise((resolve, reject) => {
    const onAbort = () => reject(signal.reason);
    signal.addEventListener('abort', onAbort);
    if (signal.aborted) onAbort();
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
  });
}
