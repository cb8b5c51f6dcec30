// What a request says, as the input of its procedure.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { err, ok, type Result } from '../../workflow/result.ts';
import { type HttpRefusal, refuse } from './http-refusal.ts';
import type { Route } from './route-table.ts';
import { parseSafeJson } from './safe-json.ts';

export const bodyLimitBytes = 8 * 1024 * 1024;
const jsonType = /^application\/json(?: *; *charset=utf-8)?$/i;

type Fields = { [name: string]: unknown };
type Found<T> = Result<T, HttpRefusal>;

export type Exchange = { readonly request: IncomingMessage; readonly response: ServerResponse };
type Place = { readonly route: Route; readonly params: { readonly [name: string]: string }; readonly query: string };

export async function readInput(exchange: Exchange, { route, params, query }: Place): Promise<Found<unknown>> {
  const fields = readQuery(query, route.method);
  if (!fields.ok) return fields;
  const body = await readBody(exchange, route.method);
  if (!body.ok) return body;
  if (route.isDetailed) return ok({ params, query: fields.value, headers: headersFor(route, exchange.request), body: body.value });
  const { value = {} } = body;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return err(bad('The body must be a JSON object'));
  return ok({ ...fields.value, ...value, ...headersFor(route, exchange.request), ...params });
}

function headersFor({ meta }: Route, { headers }: IncomingMessage): Fields {
  const found: Fields = {};
  for (const [header, field] of Object.entries(meta.headers ?? {})) if (headers[header] !== undefined) found[field] = headers[header];
  return found;
}

/** Each name once; only reading routes have a query. */
function readQuery(query: string, method: string): Found<Fields> {
  if (query === '') return ok({});
  if (method !== 'GET') return err(bad('This route takes no query: put the values into the body'));
  const fields = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(query)) {
    if (fields.has(name)) return err(bad(`The query names \`${name}\` twice`));
    fields.set(name, value);
  }
  return ok(Object.fromEntries(fields));
}

async function readBody(exchange: Exchange, method: string): Promise<Found<unknown>> {
  const { headers } = exchange.request;
  const announced = Number(headers['content-length'] ?? 0);
  const hasBody = announced > 0 || headers['transfer-encoding'] !== undefined;
  const type = headers['content-type'];
  if (method === 'GET') return hasBody ? err(bad('This route takes no body')) : ok(undefined);
  if ((type !== undefined && !jsonType.test(type)) || (hasBody && type === undefined)) {
    return err(refuse(415, 'unsupported_media_type', 'Only application/json is accepted (Content-Type: application/json)'));
  }
  if (headers['content-encoding'] !== undefined) return err(refuse(415, 'unsupported_media_type', 'Compressed bodies are not accepted'));
  if (!hasBody) return ok(undefined);
  if (announced > bodyLimitBytes) return err(tooLarge);
  if (headers.expect !== undefined) exchange.response.writeContinue();
  const bytes = await collect(exchange.request);
  if (!bytes) return err(tooLarge);
  const parsed = parseSafeJson(bytes);
  return parsed.ok ? parsed : err(bad(parsed.failure));
}

/** Null when it is too much; what follows is not read. */
function collect(request: IncomingMessage): Promise<Buffer | null> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.byteLength;
      if (size > bodyLimitBytes) {
        request.pause();
        resolve(null);
      } else chunks.push(chunk);
    });
    request.once('end', () => resolve(chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks)));
    request.once('error', reject);
    request.once('close', () => {
      if (!request.complete) reject(new Error('The client went away'));
    });
  });
}

function bad(message: string): HttpRefusal {
  return refuse(400, 'invalid_request', message);
}

const tooLarge = refuse(413, 'body_too_large', `A body may have at most ${bodyLimitBytes} bytes`);
