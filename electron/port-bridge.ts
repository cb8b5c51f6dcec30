// Gives a window its port to the engine. A window that loads anew asks anew; its old port goes with the old page.
import { MessageChannelMain } from 'electron';
import * as z from 'zod';
import { serveMessagePort } from '../engine/api/message-port.ts';
import type { Api } from '../engine/api/procedures/context.ts';
import { channels } from './channels.ts';
import { onMessage } from './gate.ts';

export function handlePorts(api: Api): void {
  onMessage(channels.port, z.null(), (_message, event) => {
    const { port1, port2 } = new MessageChannelMain();
    serveMessagePort(port1, api);
    port1.start();
    event.senderFrame?.postMessage(channels.port, null, [port2]);
  });
}
