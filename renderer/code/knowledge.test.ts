import { describe, expect, it } from 'vitest';
import { createStore } from 'zustand/vanilla';
import type { Services } from '../app/services.ts';
import { createSession } from '../document/session.ts';
import type { FollowedRun, TaskState } from '../run-state/run-state.ts';
import { createKnowledge } from './knowledge.ts';

const ended: TaskState = {
  status: 'succeeded',
  attempts: 1,
  startedAt: 1,
  finishedAt: 2,
  failure: null,
  port: null,
  items: null,
  skipped: null,
  waiting: null,
  from: null,
};

function prepare(tasks: { readonly [path: string]: TaskState }) {
  const asked: string[] = [];
  const run = { id: 'r1', tasks: new Map(Object.entries(tasks)) } as unknown as FollowedRun;
  const runs = {
    store: createStore(() => ({ runs: { x: run } })),
    output: async (_run: string, path: string) => {
      asked.push(path);
      return { ok: true, value: { of: path } };
    },
  };
  const client = {
    secrets: { list: async () => ({ secrets: ['TOKEN'] }) },
    environments: { list: async () => ({ environments: { dev: { vars: { region: 'eu' } }, live: { vars: { limit: 1 } } } }) },
  };
  const session = createSession({ id: 'x', text: '{"format":1,"id":"x","tasks":{}}', saved: null, now: () => 0 });
  return { asked, knowledge: createKnowledge({ client, runs } as unknown as Services, session) };
}

describe('createKnowledge', () => {
  it('reads what a task gave once, and tells it from then on', async () => {
    const { asked, knowledge } = prepare({ fetch: ended });

    expect(knowledge.known().output?.('fetch')).toBeUndefined();
    await knowledge.learn(['fetch']);
    await knowledge.learn(['fetch']);

    expect(knowledge.known().output?.('fetch')).toEqual({ of: 'fetch' });
    expect(asked).toEqual(['fetch']);
  });

  it('asks for nothing that has not run', async () => {
    const { asked, knowledge } = prepare({ later: { ...ended, status: 'pending', startedAt: null, finishedAt: null } });

    await knowledge.learn(['later', 'nowhere']);

    expect(asked).toEqual([]);
  });

  it('knows secrets by their names, and the variables of all environments', async () => {
    const { knowledge } = prepare({});

    await expect.poll(() => knowledge.known()).toMatchObject({ secrets: ['TOKEN'], vars: { region: 'eu', limit: 1 } });
  });
});
