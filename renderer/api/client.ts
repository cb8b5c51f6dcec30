// The engine as the renderer reaches it: the one contract, over a MessagePort in the desktop window and over HTTP in a browser.
import { createORPCClient, onError } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import type { ContractRouterClient } from '@orpc/contract';
import { OpenAPILink } from '@orpc/openapi-client/fetch';
import { contract } from '../../engine/api/contract/contract.ts';

export type Client = ContractRouterClient<typeof contract>;

/** `onRefused` is told when the server does not take the token. */
export function httpClient(url: string, token: string, onRefused: () => void): Client {
  const link = new OpenAPILink(contract, {
    url,
    headers: { authorization: `Bearer ${token}` },
    interceptors: [
      onError((error) => {
        if (isRefusal(error)) onRefused();
      }),
    ],
  });
  return createORPCClient(link);
}

export function portClient(port: MessagePort): Client {
  return createORPCClient(new RPCLink({ port }));
}

function isRefusal(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'status' in error && error.status === 401;
}
