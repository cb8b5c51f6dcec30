// What a browser may load without a token: the application's own files and the documentation. There is nothing of the user in them.
import { createReadStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { extname, join } from 'node:path';
import { dataHeaders, pageHeaders } from './answer-headers.ts';
import { answerJson } from './answers.ts';
import { apiPrefix } from './api-prefix.ts';
import { docsPage, docsPolicy } from './docs-page.ts';

/** Absolute paths of files by the path of their URL: only what was there at the start is ever served. */
export type Pages = { readonly files: ReadonlyMap<string, string> };

type PageRequest = { readonly method: string; readonly path: string; readonly response: ServerResponse; readonly isHealthy: boolean };

/** The files of a folder; none where there is no such folder. */
export async function findPages(folder: string): Promise<Pages> {
  const files = new Map<string, string>();
  const entries = await readdir(folder, { withFileTypes: true, recursive: true }).catch(() => []);
  for (const entry of entries) {
    if (!entry.isFile()) continue;
    const file = join(entry.parentPath ?? entry.path, entry.name);
    files.set(encodeURI(`/${file.slice(folder.length).split(/[/\\]/).filter(Boolean).join('/')}`), file);
  }
  const index = files.get('/index.html');
  if (index) files.set('/', index);
  return { files };
}

/** Whether it was a page, and is answered. */
export function answerPage({ files }: Pages, { method, path, response, isHealthy }: PageRequest): boolean {
  if (method !== 'GET') return false;
  if (path === '/healthz') answerJson(response, isHealthy ? 200 : 503, { status: isHealthy ? 'ok' : 'unavailable' });
  else if (path === `${apiPrefix}/`) answerDocs(response);
  else if (path === '/' && !files.has('/')) redirect(response, `${apiPrefix}/`);
  else {
    const file = files.get(path);
    if (file === undefined) return false;
    answerFile(response, file, path);
  }
  return true;
}

function redirect(response: ServerResponse, location: string): void {
  response.writeHead(302, { ...dataHeaders, location, 'content-length': 0 });
  response.end();
}

function answerDocs(response: ServerResponse): void {
  docsPage().then(
    (text) => {
      response.writeHead(200, { ...pageHeaders(docsPolicy), 'content-type': 'text/html; charset=utf-8' });
      response.end(text);
    },
    () => response.destroy(),
  );
}

const appPolicy = [
  "default-src 'self'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self' data:",
  "worker-src 'self' blob:",
  "connect-src 'self'",
  "object-src 'none'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

const mediaTypes: { readonly [extension: string]: string } = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.ttf': 'font/ttf',
  '.wasm': 'application/wasm',
};

/** Files of a build carry a hash of their content in their names, all but the page itself. */
function answerFile(response: ServerResponse, file: string, path: string): void {
  const cache = path.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache';
  const stream = createReadStream(file);
  stream.once('error', () => response.destroy());
  stream.once('open', () => {
    const type = mediaTypes[extname(file)] ?? 'application/octet-stream';
    response.writeHead(200, { ...pageHeaders(appPolicy, cache), 'content-type': type });
    stream.pipe(response);
  });
}
