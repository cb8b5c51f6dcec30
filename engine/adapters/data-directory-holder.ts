// Who has a data directory: asked at the door, which is one question that needs no token.
import { type IncomingMessage, request, type ServerResponse } from 'node:http';

export type Holder = {
  /** Null when it cannot be known. */
  readonly pid: number | null;
  /** False: it is there and says nothing; it may be stopped, or busy. */
  readonly isAnswering: boolean;
};

/** `address` is a socket or pipe that speaks HTTP, and works until `close`. */
export type FoundHolder = { readonly holder: Holder; readonly address: string; readonly close: () => Promise<void> };

const path = '/holder';
const patienceMs = 2000;

export function holderText({ pid, isAnswering }: Holder): string {
  const name = pid === null ? 'a process' : `process ${pid}`;
  return isAnswering ? name : `${name}, which does not answer now`;
}

/** Whether that was the question. */
export function answerHolder({ url }: IncomingMessage, response: ServerResponse): boolean {
  if (url !== path) return false;
  const text = JSON.stringify({ pid: process.pid });
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text), connection: 'close' });
  response.end(text);
  return true;
}

/** `dead`: nobody listens there any more. `gone`: there is no such address. */
export function askHolder(address: string): Promise<Holder | 'dead' | 'gone'> {
  return new Promise((resolve) => {
    let text = '';
    const silent = (): void => resolve({ pid: null, isAnswering: false });
    const asked = request({ socketPath: address, path, agent: false, timeout: patienceMs }, (response) => {
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => {
        text += chunk;
      });
      response.once('end', () => resolve({ pid: pidIn(text), isAnswering: true }));
      response.once('error', silent);
    });
    asked.once('timeout', () => asked.destroy(new Error('no answer')));
    asked.once('error', ({ code }: NodeJS.ErrnoException) => {
      if (code === 'ECONNREFUSED') resolve('dead');
      else if (code === 'ENOENT') resolve('gone');
      else silent();
    });
    asked.end();
  });
}

function pidIn(text: string): number | null {
  try {
    const { pid } = JSON.parse(text) as { pid?: unknown };
    return typeof pid === 'number' ? pid : null;
  } catch {
    return null;
  }
}
