// The documentation of the API as one page, made from its OpenAPI document. No scripts, nothing from elsewhere.
import { createHash } from 'node:crypto';
import type { OpenApiDocument } from './openapi.ts';

const style = `
:root { color-scheme: light dark; --line: color-mix(in srgb, currentColor 18%, transparent); }
body { font: 15px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
h2 { margin-top: 2.5rem; border-bottom: 1px solid var(--line); text-transform: capitalize; }
details { border-bottom: 1px solid var(--line); padding: .4rem 0; }
summary { cursor: pointer; }
code, pre { font: 13px/1.45 ui-monospace, monospace; }
pre { overflow: auto; padding: .7rem; border: 1px solid var(--line); border-radius: 6px; }
.method { display: inline-block; min-width: 4.5rem; font-weight: 700; }
td, th { text-align: left; padding: .15rem 1rem .15rem 0; vertical-align: top; }
`;

export const docsPolicy =
  `default-src 'none'; style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'; ` +
  "frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

let made: Promise<string> | null = null;

export function docsPage(): Promise<string> {
  made ??= import('./openapi.ts').then(async ({ openApiDocument }) => pageOf(await openApiDocument()));
  return made;
}

type Operation = {
  readonly summary?: string;
  readonly description?: string;
  readonly tags?: readonly string[];
  readonly parameters?: readonly {
    readonly name: string;
    readonly in: string;
    readonly required?: boolean;
    readonly schema?: unknown;
    readonly description?: string;
  }[];
  readonly requestBody?: { readonly content?: Contents };
  readonly responses?: { readonly [status: string]: { readonly description?: string; readonly content?: Contents } };
};
type Contents = { readonly [mediaType: string]: { readonly schema?: unknown } };
type Entry = { readonly method: string; readonly path: string; readonly operation: Operation };

function pageOf(document: OpenApiDocument): string {
  const entries = operationsOf(document);
  const groups = [...new Set(entries.map(({ operation }) => operation.tags?.[0] ?? 'other'))];
  const sections = groups.map((group) => {
    const own = entries.filter(({ operation }) => (operation.tags?.[0] ?? 'other') === group);
    return `<h2>${escapeHtml(group)}</h2>\n${own.map(entryHtml).join('\n')}`;
  });
  const schemas = Object.entries(document.components?.schemas ?? {}).map(([name, schema]) =>
    folded(`<code>${escapeHtml(name)}</code>`, json(schema)),
  );
  return [
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">',
    `<title>Millrace API</title><style>${style}</style></head><body>`,
    `<h1>Millrace API <small>${escapeHtml(document.info.version)}</small></h1>`,
    `<p>${escapeHtml(document.info.description ?? '')}</p>`,
    '<p>For programs: <code>GET /api/openapi.json</code>, with the token.</p>',
    ...sections,
    `<h2>Schemas</h2>\n${schemas.join('\n')}`,
    '</body></html>\n',
  ].join('\n');
}

function operationsOf(document: OpenApiDocument): readonly Entry[] {
  const base = document.servers?.[0]?.url ?? '';
  return Object.entries(document.paths ?? {}).flatMap(([path, item]) =>
    Object.entries(item ?? {}).map(([method, operation]) => ({
      method: method.toUpperCase(),
      path: `${base}${path}`,
      operation: operation as Operation,
    })),
  );
}

function entryHtml({ method, path, operation }: Entry): string {
  const title = `<span class="method">${method}</span><code>${escapeHtml(path)}</code> — ${escapeHtml(operation.summary ?? '')}`;
  const parts = [
    operation.description ? `<p>${escapeHtml(operation.description)}</p>` : '',
    parametersHtml(operation),
    ...contentHtml('Body', operation.requestBody?.content),
    ...Object.entries(operation.responses ?? {}).flatMap(([status, answer]) =>
      contentHtml(`${status} ${answer.description ?? ''}`, answer.content),
    ),
  ];
  return `<details><summary>${title}</summary>${parts.join('\n')}</details>`;
}

function parametersHtml({ parameters = [] }: Operation): string {
  if (parameters.length === 0) return '';
  const rows = parameters.map(({ name, in: place, required, schema, description = '' }) => {
    const about = description || descriptionOf(schema);
    return `<tr><td><code>${escapeHtml(name)}</code></td><td>${place}${required ? ', required' : ''}</td><td>${escapeHtml(about)}</td></tr>`;
  });
  return `<table>${rows.join('')}</table>`;
}

function descriptionOf(schema: unknown): string {
  return typeof schema === 'object' && schema !== null && 'description' in schema ? String(schema.description) : '';
}

function contentHtml(title: string, content: Contents = {}): string[] {
  return Object.entries(content).map(([type, { schema }]) =>
    folded(`${escapeHtml(title)} <small>${escapeHtml(type)}</small>`, json(schema)),
  );
}

function folded(title: string, body: string): string {
  return `<details><summary>${title}</summary>${body}</details>`;
}

function json(value: unknown): string {
  return `<pre>${escapeHtml(JSON.stringify(value, null, 2) ?? '')}</pre>`;
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
