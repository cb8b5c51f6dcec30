import { describe, expect, it } from 'vitest';
import type { RunMessage } from '../../host/engine.ts';
import { EventSource } from './event-source.ts';
import { Follower, Followers } from './followers.ts';
import { RecentMessages } from './recent-messages.ts';

const line = (run: string, text: string): RunMessage => ({ type: 'log', run, line: { at: 1, level: 'info', task: 'a', attempt: 1, text } });
const event = (run: string, seq: number): RunMessage => ({ type: 'event', event: { run, seq, at: 1, type: 'run.started' } });

describe('recent messages', () => {
  it('are given from behind any of them, and not at all when some are gone', () => {
    const recent = new RecentMessages('me');
    const before = recent.last;
    const [first, second] = [recent.add(line('x', '1')), recent.add(line('x', '2'))];

    expect(recent.since(before)).toEqual([first, second]);
    expect(recent.since(first.frame.id ?? '')).toEqual([second]);
    expect(recent.since(recent.last)).toEqual([]);
    for (const id of ['other:1', 'me:7', 'me', '', 'me:-2']) expect(recent.since(id), id).toBeNull();
    recent.forget();
    expect(recent.since('me:2')).toBeNull();
    expect(recent.since(recent.last)).toEqual([]);
  });

  it('are kept up to so many and so much', () => {
    for (const [count, text] of [
      [40_000, ''],
      [400, 'x'.repeat(100_000)],
    ] as const) {
      const recent = new RecentMessages('me');
      for (let index = 0; index < count; index += 1) recent.add(line('x', text));
      expect(recent.since('me:1')).toBeNull();
      expect(recent.since(`me:${count - 100}`)).toHaveLength(100);
    }
  });
});

describe('followers', () => {
  it('get what they want, and only once; nobody makes bytes of what nobody wants', () => {
    const recent = new RecentMessages('me');
    const followers = new Followers();
    const open = (runs: readonly string[] | undefined, logs: boolean) => {
      const follower = new Follower(new EventSource({ frames: 100, bytes: 100_000 }), runs, logs);
      followers.add(follower);
      return follower;
    };
    const [all, some, quiet] = [open(undefined, true), open(['x', 'y', 'x'], true), open(['x'], false)];
    const taken = (follower: Follower) => follower.source.take(100_000).map(({ id }) => id);
    for (const message of [event('x', 1), line('x', '1'), event('z', 1), line('y', '1')]) followers.push(recent.add(message));
    expect([all, some, quiet].map(taken)).toEqual([['me:1', 'me:2', 'me:3', 'me:4'], ['me:1', 'me:2', 'me:4'], ['me:1']]);

    for (const follower of [all, some]) followers.remove(follower);
    expect(followers.size).toBe(1);
    const unwanted = recent.add(event('y', 1));
    Object.defineProperty(unwanted, 'frame', { get: () => expect.unreachable('Bytes that nobody gets were made') });
    followers.push(unwanted);
    expect(taken(some)).toEqual([]);
  });
});
