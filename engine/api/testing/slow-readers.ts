// Many readers that do not read, in a process of their own.
import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/** Opens sockets, says so when each has its answer's beginning, and reads on only when told to: then it counts those that were cut off. */
const program = `
const { connect } = require('node:net');
const { port, path, token, count } = JSON.parse(process.argv[1]);
const head = 'GET ' + path + ' HTTP/1.1\\r\\nHost: 127.0.0.1:' + port + '\\r\\nAuthorization: Bearer ' + token + '\\r\\n\\r\\n';
const sockets = [];
let open = 0, refused = 0, ended = 0, cutOff = 0;
for (let index = 0; index < count; index += 1) {
  const socket = connect({ port, host: '127.0.0.1' }, () => socket.write(head));
  sockets.push(socket);
  socket.on('error', () => {});
  socket.once('readable', () => {
    const answer = String(socket.read(12) ?? '');
    if (!answer.endsWith('200')) refused += 1;
    if (++open === count) console.log(JSON.stringify({ open: count - refused, refused }));
  });
}
process.stdin.once('data', () => {
  for (const socket of sockets) {
    let tail = '';
    socket.setEncoding('utf8').on('data', (text) => { tail = (tail + text).slice(-300); });
    socket.once('close', () => {
      if (tail.includes('too slow')) cutOff += 1;
      if (++ended === count) { console.log(JSON.stringify({ cutOff })); process.exit(); }
    });
  }
});
`;

export type SlowReaders = {
  readonly open: number;
  readonly refused: number;
  /** Reads what is left and gives the number of those that were told they are too slow. */
  readonly readOn: () => Promise<number>;
  readonly process: ChildProcess;
};

export type SlowReadersOptions = { readonly port: number; readonly path: string; readonly token: string; readonly count: number };

export async function startSlowReaders(options: SlowReadersOptions): Promise<SlowReaders> {
  const child = spawn(process.execPath, ['-e', program, JSON.stringify(options)], { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async () => JSON.parse(String((await lines.next()).value));
  const { open, refused } = await next();
  return {
    open,
    refused,
    process: child,
    readOn: async () => {
      child.stdin.write('\n');
      return (await next()).cutOff;
    },
  };
}
