import * as z from 'zod';
import type { TaskManifest } from '../../workflow/catalog.ts';
import { isJsonObject, type JsonObject } from '../../workflow/json.ts';
import { requestProblems } from '../network/address-problems.ts';
import { describeRequest, folderCapability, hostCapability } from '../network/parameters.ts';
import { secretCapabilities } from '../secret-capabilities.ts';
import { docs } from './docs.ts';
import { httpRequestParameters } from './parameters.ts';

export { type HttpRequestParameters, httpRequestParameters } from './parameters.ts';

export const httpRequestManifest: TaskManifest = {
  type: 'http.request',
  version: 1,
  title: 'HTTP request',
  category: 'network',
  icon: 'globe',
  summary: 'Calls a web address and gives what it answers.',
  docs,
  parameters: httpRequestParameters,
  check: requestProblems,
  output: z.strictObject({
    status: z.number().int(),
    headers: z.record(z.string(), z.union([z.string(), z.array(z.string())])),
    body: z.json(),
    pages: z.number().int().optional(),
    complete: z.boolean().optional(),
  }),
  ports: () => [],
  effects: 'external',
  idempotent: false,
  capabilities: (parameters) => [
    ...hostCapability(parameters.url),
    ...folderCapability(parameters.saveTo),
    ...sentFiles(parameters).flatMap(folderCapability),
    ...secretCapabilities(parameters),
  ],
  describe: (parameters) => describeRequest(parameters.method, parameters.url, 'GET'),
  examples: [
    {
      title: 'Read a list, page by page',
      with: {
        url: 'https://api.example.test/orders',
        query: { status: 'open' },
        auth: { type: 'bearer', token: '{{ secrets.API_TOKEN }}' },
        paginate: { type: 'link' },
      },
    },
    {
      title: 'Send JSON',
      with: {
        url: 'https://api.example.test/orders',
        method: 'POST',
        body: { sku: 'A-1', quantity: 2 },
        expectStatus: 201,
        timeout: '30s',
      },
    },
    { title: 'Download a file', with: { url: 'https://example.test/report.pdf', saveTo: 'downloads/report.pdf' } },
  ],
};

/** Paths of files that the body names; a list that an expression gives may name any. */
function sentFiles({ body, bodyType }: JsonObject): readonly string[] {
  if (bodyType === 'file') return typeof body === 'string' ? [body] : [];
  if (bodyType !== 'multipart') return [];
  if (!Array.isArray(body)) return typeof body === 'string' ? [body] : [];
  return body.flatMap((part) => (isJsonObject(part) && typeof part.file === 'string' ? [part.file] : []));
}
