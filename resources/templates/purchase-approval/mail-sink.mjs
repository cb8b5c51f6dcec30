// A mail server for one message: speaks just enough SMTP (RFC 5321), keeps the message in out/mail/ and ends. Nothing leaves this
// machine. Usage: node mail-sink.mjs <port>
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';

const port = Number(process.argv[2]);
const recipients = [];
let message = null;
let isKept = false;

const replies = {
  EHLO: () => '250 mail-sink',
  HELO: () => '250 mail-sink',
  MAIL: () => '250 sender ok',
  RCPT: (line) => {
    recipients.push(line.slice(8).replace(/[<>]/g, ''));
    return '250 recipient ok';
  },
  DATA: () => {
    message = [];
    return '354 end with a line that holds a dot';
  },
  RSET: () => '250 ok',
  NOOP: () => '250 ok',
  QUIT: () => '221 bye',
};

/** One line from the client; the answer, or null while the message is being read. */
function answer(line) {
  if (message === null) return (replies[line.slice(0, 4).toUpperCase()] ?? (() => '502 not understood'))(line);
  if (line !== '.') {
    message.push(line.startsWith('..') ? line.slice(1) : line);
    return null;
  }
  mkdirSync('out/mail', { recursive: true });
  writeFileSync('out/mail/message.eml', `${message.join('\r\n')}\r\n`);
  console.log(JSON.stringify({ recipients }));
  message = null;
  isKept = true;
  return '250 kept';
}

const server = createServer((socket) => {
  let rest = '';
  socket.setEncoding('utf8');
  socket.write('220 mail-sink ready\r\n');
  socket.on('error', () => {});
  // Some clients say QUIT, some just hang up.
  socket.on('close', () => {
    if (isKept) server.close();
  });
  socket.on('data', (chunk) => {
    const lines = (rest + chunk).split('\r\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      const reply = answer(line);
      if (reply !== null) socket.write(`${reply}\r\n`);
      if (reply?.startsWith('221')) socket.end();
    }
  });
});

server.listen(port, '127.0.0.1');
