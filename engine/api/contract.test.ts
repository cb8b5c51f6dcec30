import { createORPCClient } from '@orpc/client';
import type { ContractRouterClient } from '@orpc/contract';
import { OpenAPILink } from '@orpc/openapi-client/fetch';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { createEngine } from '../host/engine.ts';
import { contract } from './contract/contract.ts';
import { apiErrors } from './contract/errors.ts';
import { createApi } from './create-api.ts';
import { iterateSource } from './events/iterate-source.ts';
import { routes } from './http/route-table.ts';
import type { CallContext } from './procedures/context.ts';
import { token, useServer } from './testing/server.ts';

type Procedure = {
  readonly '~orpc': {
    readonly inputSchema?: unknown;
    readonly outputSchema?: unknown;
    readonly errorMap: { [code: string]: { status: number } };
  };
};
const procedures = Object.entries(contract).flatMap(([group, members]) =>
  Object.entries<Procedure>(members as never).map(([name, procedure]) => ({ name: `${group}.${name}`, ...procedure['~orpc'] })),
);

describe('every procedure', () => {
  const engine = createEngine({ dataDir: null });
  const api = createApi(engine, { version: '0', dataDir: null, pid: 1, startedAt: 0 });
  const as = (caller: CallContext['caller']): CallContext => ({ api, caller, deliver: iterateSource });

  it('has a route of its own, a summary and the errors that any call can have', () => {
    expect(routes.map(({ name }) => name)).toEqual(procedures.map(({ name }) => name));
    expect(new Set(routes.map(({ method, path }) => `${method} ${path}`)).size).toBe(routes.length);
    for (const { name, errorMap } of procedures) {
      expect(Object.keys(errorMap), name).toEqual(expect.arrayContaining(['invalid_request', 'unauthorized', 'engine_unavailable']));
      for (const [code, { status }] of Object.entries(errorMap)) expect(status).toBe(apiErrors[code as keyof typeof apiErrors].status);
    }
  });

  for (const { name, inputSchema, outputSchema } of procedures) {
    const route = routes.find((each) => each.name === name);

    it(`${name} refuses whoever has shown no token, before it looks at the input`, async () => {
      const answer = route?.call({ nonsense: true }, { context: as(null) });
      await expect(answer).rejects.toMatchObject({ code: 'unauthorized', status: 401 });
    });

    it(`${name} has a parser, which lets nothing unknown through`, async () => {
      expect(inputSchema).toBeInstanceOf(z.ZodType);
      expect(outputSchema).toBeDefined();
      const answer = route?.call({ nonsense: true }, { context: as('token') });
      await expect(answer).rejects.toMatchObject({ code: 'invalid_request', status: 400 });
    });
  }
});

describe('the client made from the contract', () => {
  const server = useServer();

  it('reaches the server over HTTP, streams and errors included', async () => {
    const headers = { authorization: `Bearer ${token}` };
    const client: ContractRouterClient<typeof contract> = createORPCClient(
      new OpenAPILink(contract, { url: `${server.url()}/api`, headers }),
    );
    const document = { format: 1, id: 'hello', tasks: { a: { type: 'data.set', with: { values: { n: 1 } } } } };

    await client.workflows.save({ params: { id: 'hello' }, body: document });
    const { id } = await client.runs.start({ workflow: 'hello' });
    const types: string[] = [];
    for await (const message of await client.runs.events({ id })) if (message.type === 'event') types.push(message.event.type);

    expect(types).toEqual(['run.created', 'run.started', 'task.started', 'task.succeeded', 'run.finished']);
    expect((await client.runs.list({ limit: 10, status: 'succeeded' })).runs).toMatchObject([{ id }]);
    await expect(client.runs.get({ id: 'absent' })).rejects.toMatchObject({ code: 'run_not_found', defined: true });
  });
});
