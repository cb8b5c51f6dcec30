// The API over a MessagePort: how a window of the same application reaches the engine.
import type { SupportedMessagePort } from '@orpc/client/message-port';
import { RPCHandler } from '@orpc/server/message-port';
import { iterateSource } from './events/iterate-source.ts';
import type { Api, CallContext } from './procedures/context.ts';
import { router } from './procedures/router.ts';

/** Whoever hands the port over answers for who is at its other end. */
export function serveMessagePort(port: SupportedMessagePort, api: Api): void {
  const context: CallContext = { api, caller: 'window', deliver: iterateSource };
  new RPCHandler(router).upgrade(port, { context });
}
