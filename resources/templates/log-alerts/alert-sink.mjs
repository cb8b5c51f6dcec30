// Stands for the alert service: takes POST /alerts, keeps each message in out/received.jsonl, and ends on POST /shutdown or after
// 20 seconds of silence. Usage: node alert-sink.mjs <port>
import { appendFileSync, mkdirSync } from 'node:fs';
import { createServer } from 'node:http';

const port = Number(process.argv[2]);
const received = 'out/received.jsonl';
mkdirSync('out', { recursive: true });

const server = createServer(async (request, response) => {
  silence.refresh();
  let body = '';
  for await (const chunk of request) body += chunk;
  const answer = (status) => response.writeHead(status, { connection: 'close' }).end();
  if (request.method !== 'POST') return answer(405);
  if (request.url === '/shutdown') {
    answer(204);
    return stop();
  }
  if (request.url !== '/alerts') return answer(404);
  appendFileSync(received, `${JSON.stringify(JSON.parse(body))}\n`);
  console.log(`alert: ${body}`);
  answer(202);
});

const silence = setTimeout(stop, 20_000);

function stop() {
  clearTimeout(silence);
  server.close();
}

server.listen(port, '127.0.0.1', () => console.log(`listening on 127.0.0.1:${port}`));
