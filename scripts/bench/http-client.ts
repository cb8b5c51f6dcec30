// A client that costs as little as possible: it shares the machine with the server that is measured.
import { connect, type Socket } from 'node:net';

export type Answer = { readonly status: number; readonly body: string };

/** One connection that is kept open, with one request at a time. */
export class HttpClient {
  readonly #socket: Socket;
  readonly #head: string;
  #received = '';
  #waiting: { readonly resolve: (answer: Answer) => void; readonly reject: (error: Error) => void } | null = null;

  constructor({ url, token }: { readonly url: string; readonly token: string }) {
    const { hostname, port, host } = new URL(url);
    this.#socket = connect({ host: hostname, port: Number(port), noDelay: true });
    this.#socket.setEncoding('latin1');
    this.#socket.on('data', (text: string) => this.#receive(text));
    this.#socket.on('error', (error) => this.#waiting?.reject(error));
    this.#socket.on('close', () => this.#waiting?.reject(new Error('The server closed the connection')));
    this.#head = `host: ${host}\r\nauthorization: Bearer ${token}\r\n`;
  }

  /** The text of a request, to be sent as often as wanted. */
  request(method: string, path: string, body?: unknown): string {
    const text = body === undefined ? '' : JSON.stringify(body);
    const about = body === undefined ? '' : `content-type: application/json\r\ncontent-length: ${Buffer.byteLength(text)}\r\n`;
    return `${method} ${path} HTTP/1.1\r\n${this.#head}${about}\r\n${text}`;
  }

  send(request: string): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject };
      this.#socket.write(request);
    });
  }

  close(): void {
    this.#waiting = null;
    this.#socket.destroy();
  }

  #receive(text: string): void {
    this.#received += text;
    const headEnd = this.#received.indexOf('\r\n\r\n');
    if (headEnd === -1) return;
    const length = Number(/\r\ncontent-length: (\d+)\r\n/i.exec(this.#received.slice(0, headEnd + 2))?.[1]);
    if (this.#received.length < headEnd + 4 + length) return;
    const answer = { status: Number(this.#received.slice(9, 12)), body: this.#received.slice(headEnd + 4) };
    this.#received = '';
    const waiting = this.#waiting;
    this.#waiting = null;
    waiting?.resolve(answer);
  }
}
