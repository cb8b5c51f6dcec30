// A small web shop's API, from the files in api/. Each list comes in pages in another common way. Ends on POST /shutdown or after
// 20 seconds of silence. Usage: node api-server.mjs <port>
import { createReadStream, readFileSync } from 'node:fs';
import { createServer } from 'node:http';

const port = Number(process.argv[2]);
const table = (name) => JSON.parse(readFileSync(new URL(`api/${name}.json`, import.meta.url), 'utf8'));
const customers = table('customers');
const orders = table('orders');
const stock = table('stock');

/** The second page of orders is refused once, as a service with a rate limit would. */
let mayRefuse = true;

const routes = {
  /** Pages by the header `Link: <…>; rel="next"`. */
  'GET /customers': (url, response) => {
    const page = Number(url.searchParams.get('page') ?? 1);
    const size = 10;
    const next = new URL(url);
    next.searchParams.set('page', page + 1);
    if (page * size < customers.length) response.setHeader('link', `<${next}>; rel="next"`);
    send(response, 200, customers.slice((page - 1) * size, page * size));
  },
  /** Pages by a cursor in the body. */
  'GET /orders': (url, response) => {
    const since = url.searchParams.get('since') ?? '';
    const from = Number(url.searchParams.get('cursor') ?? 0);
    const size = Number(url.searchParams.get('limit') ?? 20);
    if (from > 0 && mayRefuse) {
      mayRefuse = false;
      response.setHeader('retry-after', '1');
      return send(response, 429, { error: 'too many requests' });
    }
    const found = orders.filter((order) => order.date >= since);
    const end = from + size;
    send(response, 200, { data: found.slice(from, end), meta: { total: found.length, next_cursor: end < found.length ? `${end}` : null } });
  },
  /** Pages by offset and size. */
  'GET /stock': (url, response) => {
    const offset = Number(url.searchParams.get('offset') ?? 0);
    const limit = Number(url.searchParams.get('limit') ?? 100);
    send(response, 200, { items: stock.slice(offset, offset + limit) });
  },
  'GET /price-list.csv': (_url, response) => {
    response.writeHead(200, { 'content-type': 'text/csv; charset=utf-8', connection: 'close' });
    createReadStream(new URL('api/price-list.csv', import.meta.url)).pipe(response);
  },
  'POST /shutdown': (_url, response) => {
    response.writeHead(204, { connection: 'close' }).end();
    stop();
  },
};

function send(response, status, body) {
  response.writeHead(status, { 'content-type': 'application/json', connection: 'close' }).end(JSON.stringify(body));
}

const server = createServer((request, response) => {
  silence.refresh();
  const url = new URL(request.url, `http://127.0.0.1:${port}`);
  console.log(`${request.method} ${url.pathname}${url.search}`);
  const route = routes[`${request.method} ${url.pathname}`];
  if (route) route(url, response);
  else send(response, 404, { error: `no ${url.pathname}` });
});

const silence = setTimeout(stop, 20_000);

function stop() {
  clearTimeout(silence);
  server.close();
}

server.listen(port, '127.0.0.1');
