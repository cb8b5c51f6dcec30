import { MessageChannel } from 'node:worker_threads';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import type { ContractRouterClient } from '@orpc/contract';
import { describe, expect, it, vi } from 'vitest';
import { createEngine } from '../host/engine.ts';
import type { contract } from './contract/contract.ts';
import { createApi } from './create-api.ts';
import { serveMessagePort } from './message-port.ts';

describe('the API over a MessagePort', () => {
  it('starts a run, follows it to its end, and tells what is wrong by the code of the contract', async () => {
    const engine = createEngine({ dataDir: null });
    await engine.start();
    const { port1, port2 } = new MessageChannel();
    serveMessagePort(port1, createApi(engine, { version: '0', dataDir: null, pid: 1, startedAt: 0 }));
    const client: ContractRouterClient<typeof contract> = createORPCClient(new RPCLink({ port: port2 }));
    const document = { format: 1, id: 'hello', tasks: { a: { type: 'data.set', with: { values: { n: 1 } } } } };

    await client.workflows.save({ params: { id: 'hello' }, body: document });
    const { id } = await client.runs.start({ workflow: 'hello' });
    const types: string[] = [];
    for await (const message of await client.runs.events({ id })) if (message.type === 'event') types.push(message.event.type);

    expect(types).toEqual(['run.created', 'run.started', 'task.started', 'task.succeeded', 'run.finished']);
    expect((await client.runs.get({ id })).tasks.a?.output).toEqual({ n: 1 });
    await expect(client.runs.get({ id: 'absent' })).rejects.toMatchObject({ code: 'run_not_found', defined: true });
    await expect(client.runs.list({ limit: 0 })).rejects.toMatchObject({ code: 'invalid_request', defined: true });
    port1.close();
    await engine.stop();
  });

  it('lets go of a stream whose reader is gone, though nothing happens that it could be told', async () => {
    const engine = createEngine({ dataDir: null });
    await engine.start();
    const { port1, port2 } = new MessageChannel();
    serveMessagePort(port1, createApi(engine, { version: '0', dataDir: null, pid: 1, startedAt: 0 }));
    const client: ContractRouterClient<typeof contract> = createORPCClient(new RPCLink({ port: port2 }));
    const reader = new AbortController();
    const messages = await client.events.follow({ runs: 'some-run' }, { signal: reader.signal });
    const next = messages.next();
    expect((await client.system.get({})).streams).toBe(1);

    reader.abort();

    await expect(next).rejects.toThrow();
    await vi.waitFor(async () => expect((await client.system.get({})).streams).toBe(0), 10_000);
    port1.close();
    await engine.stop();
  });
});
