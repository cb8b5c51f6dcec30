// The contract as an OpenAPI 3.1 document, made when it is first asked for.
import { OpenAPIGenerator } from '@orpc/openapi';
import { ZodToJsonSchemaConverter } from '@orpc/zod/zod4';
import { version } from '../../../package.json';
import { contract } from '../contract/contract.ts';
import { apiPrefix } from './api-prefix.ts';
import { routes } from './route-table.ts';

export type OpenApiDocument = Awaited<ReturnType<OpenAPIGenerator['generate']>>;

let made: Promise<OpenApiDocument> | null = null;

export function openApiDocument(): Promise<OpenApiDocument> {
  made ??= generate();
  return made;
}

async function generate(): Promise<OpenApiDocument> {
  const generator = new OpenAPIGenerator({ schemaConverters: [new ZodToJsonSchemaConverter()] });
  const document = await generator.generate(contract, {
    info: { title: 'Millrace', version, description },
    servers: [{ url: apiPrefix }],
    security: [{ token: [] }],
    components: { securitySchemes: { token: { type: 'http', scheme: 'bearer' } } },
  });
  addHeaders(document);
  return document;
}

const description =
  'Workflows, runs and everything around them. Every route wants `Authorization: Bearer <token>`; changes take `application/json` alone. ' +
  'Errors are `{ "code", "status", "message", "data" }`.';

type Parameter = {
  readonly name: string;
  readonly in: 'header';
  readonly description: string;
  readonly schema: { readonly type: 'string' };
};

/** What procedures take from headers, as far as HTTP is concerned. */
function addHeaders(document: OpenApiDocument): void {
  for (const { method, path, meta } of routes) {
    const item = document.paths?.[path.slice(apiPrefix.length)];
    const operation = item?.[method.toLowerCase() as 'get'];
    if (!operation) continue;
    const described = new Set((operation.parameters ?? []).flatMap((parameter) => ('name' in parameter ? [parameter.name] : [])));
    const found = Object.keys(meta.headers ?? {})
      .filter((name) => !described.has(name))
      .map((name) => header(name, 'Repeating the request with the same key starts nothing new.'));
    if (meta.etag !== undefined) addEtag(operation.responses?.['200']);
    const isStream = JSON.stringify(operation.responses ?? {}).includes('text/event-stream');
    if (isStream) found.push(header('last-event-id', 'Id of the last event received; the stream goes on after it.'));
    if (found.length > 0) operation.parameters = [...(operation.parameters ?? []), ...found];
  }
}

function addEtag(response: unknown): void {
  if (typeof response !== 'object' || response === null) return;
  Object.assign(response, { headers: { etag: { description: 'For `If-Match`.', schema: { type: 'string' } } } });
}

function header(name: string, text: string): Parameter {
  return { name, in: 'header', description: text, schema: { type: 'string' } };
}
