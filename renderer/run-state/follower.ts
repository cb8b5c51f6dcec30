// The one run that a workflow's canvas shows: connected while it may, and shown at most once per frame.
import type { Client } from '../api/client.ts';
import { followRun } from './follow-run.ts';
import type { RunProjection } from './projection.ts';
import type { FollowedRun } from './run-state.ts';

export type Follower = {
  readonly run: string;
  readonly projection: RunProjection;
  /** Connects, or goes on where it was. */
  readonly connect: () => void;
  /** Lets go of the connection; what is known stays shown. */
  readonly disconnect: () => void;
  /** For good. */
  readonly stop: () => void;
};

export type FollowerParts = {
  readonly client: Client;
  readonly run: string;
  readonly projection: RunProjection;
  readonly show: (run: FollowedRun) => void;
  readonly onOver: () => void;
  /** Calls back before the next frame is drawn. */
  readonly schedule: (task: () => void) => void;
};

export function createFollower({ client, run, projection, show, onOver, schedule }: FollowerParts): Follower {
  let connection: AbortController | null = null;
  let isStopped = false;
  let isScheduled = false;
  let isLive = false;

  function showLater(): void {
    if (isScheduled || isStopped) return;
    isScheduled = true;
    schedule(() => {
      isScheduled = false;
      if (!isStopped) show(projection.snapshot(isLive));
    });
  }

  function change(nowLive: boolean): void {
    isLive = nowLive;
    showLater();
  }

  function connect(): void {
    if (connection || projection.isOver || isStopped) return;
    const opened = new AbortController();
    connection = opened;
    const { signal } = opened;
    const onChange = (nowLive: boolean) => {
      if (!signal.aborted) change(nowLive);
    };
    void followRun({ client, run, projection, onChange, signal, pause: (ms) => pause(ms, signal) }).then(() => {
      if (connection === opened) connection = null;
      if (projection.isOver && !isStopped) onOver();
    });
  }

  function disconnect(): void {
    if (!connection) return;
    connection.abort();
    connection = null;
    change(false);
  }

  return {
    run,
    projection,
    connect,
    disconnect,
    stop: () => {
      isStopped = true;
      connection?.abort();
      connection = null;
    },
  };
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener(
      'abort',
      () => {
        clearTimeout(timer);
        resolve();
      },
      { once: true },
    );
  });
}
