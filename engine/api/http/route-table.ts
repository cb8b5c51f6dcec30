// Which procedure a request is for. Paths match to the letter: no prefixes, no suffixes, no dot segments, no encoded slashes.
import type { AnyProcedure } from '@orpc/server';
import { contract } from '../contract/contract.ts';
import type { ProcedureMeta } from '../contract/procedure.ts';
import { router } from '../procedures/router.ts';
import { apiPrefix } from './api-prefix.ts';
import { type Call, callOf } from './call-procedure.ts';

export type Route = {
  /** Name in the contract: `runs.start`. */
  readonly name: string;
  readonly method: string;
  readonly path: string;
  readonly meta: ProcedureMeta;
  readonly isDetailed: boolean;
  readonly successStatus: number;
  readonly call: Call;
  /** Of the path; a parameter is `{name}`. */
  readonly segments: readonly string[];
};

export type Match =
  | { readonly type: 'route'; readonly route: Route; readonly params: { readonly [name: string]: string } }
  | { readonly type: 'wrong method'; readonly allowed: readonly string[] }
  | { readonly type: 'none' };

type Procedure = {
  readonly '~orpc': {
    readonly route: { readonly method?: string; readonly path?: string; readonly inputStructure?: string; readonly successStatus?: number };
    readonly meta: ProcedureMeta;
  };
};

export const routes: readonly Route[] = Object.entries(contract).flatMap(([group, procedures]) =>
  Object.entries<Procedure>(procedures).map(([name, procedure]) => routeOf(group, name, procedure)),
);

function routeOf(group: string, name: string, { '~orpc': { route, meta } }: Procedure): Route {
  const { method, path, inputStructure, successStatus = 200 } = route;
  if (method === undefined || path === undefined) throw new Error(`Broken invariant: ${group}.${name} has no route`);
  const implemented = (router as unknown as { [group: string]: { [name: string]: AnyProcedure } })[group]?.[name];
  if (!implemented) throw new Error(`Broken invariant: ${group}.${name} is not implemented`);
  return {
    name: `${group}.${name}`,
    method,
    path: `${apiPrefix}${path}`,
    meta,
    isDetailed: inputStructure === 'detailed',
    successStatus,
    call: callOf(implemented, [group, name]),
    segments: `${apiPrefix}${path}`.split('/'),
  };
}

const fixed = new Map(routes.filter(({ path }) => !path.includes('{')).map((route) => [`${route.method} ${route.path}`, route]));

export function matchRoute(method: string, path: string): Match {
  const exact = fixed.get(`${method} ${path}`);
  if (exact) return { type: 'route', route: exact, params: {} };
  const segments = path.split('/');
  const allowed: string[] = [];
  for (const route of routes) {
    const params = paramsOf(route, segments);
    if (!params) continue;
    if (route.method === method) return { type: 'route', route, params };
    allowed.push(route.method);
  }
  return allowed.length > 0 ? { type: 'wrong method', allowed } : { type: 'none' };
}

function paramsOf(route: Route, segments: readonly string[]): { [name: string]: string } | null {
  if (segments.length !== route.segments.length) return null;
  const params: { [name: string]: string } = {};
  for (const [index, pattern] of route.segments.entries()) {
    const segment = segments[index] ?? '';
    if (!pattern.startsWith('{')) {
      if (segment !== pattern) return null;
      continue;
    }
    const value = decodeSegment(segment);
    if (value === null) return null;
    params[pattern.slice(1, -1)] = value;
  }
  return params;
}

/** Null for what could be taken for something else after decoding. */
function decodeSegment(segment: string): string | null {
  let text = segment;
  if (segment.includes('%')) {
    try {
      text = decodeURIComponent(segment);
    } catch {
      return null;
    }
  }
  return text === '' || text === '.' || text === '..' || /[/\\]|\p{Cc}/u.test(text) ? null : text;
}
