// Which request asks for the next page. Decisions only, no network.
import type { Json } from '../../workflow/json.ts';
import { parseUrl, withQuery } from '../network/request-url.ts';
import { headerText, type ResponseHeaders } from '../network/response-headers.ts';
import { valueAt } from './json-path.ts';
import type { Paginate } from './pagination.ts';

/** What is asked for: everything a pagination can change. */
export type PageRequest = { readonly url: URL; readonly body: Json | undefined };

export type PageAnswer = {
  /** Where the answer came from, after redirects: relative links start here. */
  readonly url: URL;
  readonly headers: ResponseHeaders;
  readonly value: Json;
  readonly itemCount: number;
};

export function firstPage(paginate: Paginate, request: PageRequest): PageRequest {
  if (paginate.type !== 'page') return request;
  const size = paginate.sizeParameter === undefined || paginate.size === undefined ? {} : { [paginate.sizeParameter]: paginate.size };
  return { ...request, url: withQuery(request.url, { ...size, [paginate.parameter]: paginate.start }) };
}

/** The request for the page after `answer`, whose index counts from 0; null after the last one. */
export function nextPage(paginate: Paginate, request: PageRequest, answer: PageAnswer, index: number): PageRequest | null {
  switch (paginate.type) {
    case 'link': {
      const link = paginate.nextPath === undefined ? nextLink(answer.headers) : valueAt(answer.value, paginate.nextPath);
      return typeof link === 'string' && link !== '' ? { ...request, url: parseUrl(link, answer.url) } : null;
    }
    case 'cursor':
      return withCursor(paginate, request, valueAt(answer.value, paginate.cursorPath));
    case 'page': {
      const isShort = paginate.size !== undefined && (paginate.stopWhen ?? 'short') === 'short' && answer.itemCount < paginate.size;
      if (answer.itemCount === 0 || isShort) return null;
      return { ...request, url: withQuery(request.url, { [paginate.parameter]: paginate.start + (index + 1) * paginate.step }) };
    }
  }
}

/** Whether both ask for the same: a server that repeats its last link or cursor means that there is no more. */
export function isSamePage(a: PageRequest, b: PageRequest): boolean {
  return a.url.href === b.url.href && JSON.stringify(a.body) === JSON.stringify(b.body);
}

function withCursor(paginate: Paginate & { type: 'cursor' }, request: PageRequest, cursor: Json | undefined): PageRequest | null {
  if ((typeof cursor !== 'string' && typeof cursor !== 'number') || cursor === '') return null;
  if (paginate.in === 'query') return { ...request, url: withQuery(request.url, { [paginate.parameter]: cursor }) };
  const body = typeof request.body === 'object' && request.body !== null && !Array.isArray(request.body) ? request.body : {};
  return { ...request, body: { ...body, [paginate.parameter]: cursor } };
}

/** The target of `rel="next"` in a `Link` header (RFC 8288). */
export function nextLink(headers: ResponseHeaders): string | null {
  const text = headerText(headers, 'link') ?? '';
  for (const [, target, parameters] of text.matchAll(/<([^<>]*)>((?:\s*;\s*[^\s=;,]+\s*(?:=\s*(?:"[^"]*"|[^\s",;]*))?)*)/g)) {
    const rel = /;\s*rel\s*=\s*(?:"([^"]*)"|([^\s",;]*))/i.exec(parameters ?? '');
    const names = (rel?.[1] ?? rel?.[2] ?? '').toLowerCase().split(/\s+/);
    if (names.includes('next')) return target ?? null;
  }
  return null;
}
