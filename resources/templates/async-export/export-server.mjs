// A service that makes exports in the background, and two mirrors to download them from. An export is done when it has been asked for
// three times. Ends on POST /shutdown or after 20 seconds of silence. Usage: node export-server.mjs <port>
import { createHash, randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

const port = Number(process.argv[2]);
const jobs = new Map();
const states = ['queued', 'running', 'done'];

/** One row an hour: power of a solar roof in watts, by a formula, so that every run has the same data. */
function measurements({ from, to, meter }) {
  const rows = ['time,meter,watts'];
  for (let at = Date.parse(from); at < Date.parse(to); at += 3_600_000) {
    const hour = new Date(at).getUTCHours();
    const sun = Math.max(0, Math.sin(((hour - 6) / 12) * Math.PI));
    rows.push(`${new Date(at).toISOString()},${meter},${Math.round(4200 * sun)}`);
  }
  return `${rows.join('\n')}\n`;
}

const routes = [
  ['POST', /^\/exports$/, async (request) => {
    let text = '';
    for await (const chunk of request) text += chunk;
    const wanted = JSON.parse(text);
    const id = randomUUID();
    jobs.set(id, { asked: 0, isBad: wanted.meter === '00000000-0000-4000-8000-000000000000', csv: measurements(wanted) });
    return { status: 202, body: { id, status: `/exports/${id}` } };
  }],
  ['GET', /^\/exports\/([0-9a-f-]+)$/, (_request, [, id]) => {
    const job = jobs.get(id);
    if (!job) return { status: 404, body: { error: 'no such export' } };
    const state = job.isBad ? 'failed' : states[Math.min(job.asked, 2)];
    job.asked += 1;
    if (state !== 'done') return { status: 200, body: { id, state, reason: job.isBad ? 'there is no such meter' : null } };
    return { status: 200, body: { id, state, sha256: createHash('sha256').update(job.csv).digest('hex'), rows: job.csv.split('\n').length - 2 } };
  }],
  ['GET', /^\/(near|far)\/([0-9a-f-]+)\.csv$/, async (_request, [, mirror, id]) => {
    await sleep(mirror === 'near' ? 20 : 700);
    const job = jobs.get(id);
    return job ? { status: 200, type: 'text/csv', body: job.csv } : { status: 404, body: { error: 'no such export' } };
  }],
  ['POST', /^\/shutdown$/, () => {
    stop();
    return { status: 204, body: '' };
  }],
];

const server = createServer(async (request, response) => {
  silence.refresh();
  const [, , answer] = routes.find(([method, path]) => method === request.method && path.test(request.url)) ?? [];
  const match = routes.map(([, path]) => path.exec(request.url)).find(Boolean);
  const { status, type = 'application/json', body } = answer ? await answer(request, match) : { status: 404, body: { error: request.url } };
  console.log(`${request.method} ${request.url} ${status}`);
  response.writeHead(status, { 'content-type': type, connection: 'close' }).end(typeof body === 'string' ? body : JSON.stringify(body));
});

const silence = setTimeout(stop, 20_000);

function stop() {
  clearTimeout(silence);
  server.close();
}

server.listen(port, '127.0.0.1');
