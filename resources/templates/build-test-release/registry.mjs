// Stands for a package registry: keeps what is PUT to /<name>/<version> in out/registry, refuses a version that is there already
// (409) unless it has the same content, and ends after one package or 20 seconds of silence. Usage: node registry.mjs <port>
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { dirname, join } from 'node:path';

const server = createServer(async (request, response) => {
  silence.refresh();
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const content = Buffer.concat(chunks);
  const path = /^\/([a-z0-9-]+)\/(\d+\.\d+\.\d+(?:-[a-z0-9.]+)?)$/.exec(request.url);
  const status = request.method === 'PUT' && path ? keep(join('out/registry', path[1], `${path[2]}.tgz`), content) : 404;
  response.writeHead(status, { 'content-type': 'application/json', connection: 'close' });
  response.end(JSON.stringify({ sizeBytes: content.length, tag: request.headers['x-tag'] ?? null }));
  if (status !== 404) stop();
});

function keep(file, content) {
  if (existsSync(file)) return readFileSync(file).equals(content) ? 200 : 409;
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
  return 201;
}

const silence = setTimeout(stop, 20_000);

function stop() {
  clearTimeout(silence);
  server.close();
}

server.listen(Number(process.argv[2]), '127.0.0.1');
