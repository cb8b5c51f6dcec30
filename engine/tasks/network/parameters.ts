// What the manifests of all network tasks share. Pure, like the manifests: no Node, no URL parser.
import * as z from 'zod';
import type { Capability } from '../../workflow/catalog.ts';
import type { Json } from '../../workflow/json.ts';
import { durationPattern } from '../../workflow/schema.ts';

export const scalarSchema = z.union([z.string(), z.number(), z.boolean(), z.null()]);

export const headersSchema = z.record(z.string(), z.union([scalarSchema, z.array(scalarSchema)])).meta({
  title: 'Headers',
  description: 'Header fields by name. A list sends the field once per value; null leaves it out.',
  widget: 'keyValue',
  examples: [{ Accept: 'application/json' }],
});

export const authSchema = z
  .discriminatedUnion('type', [
    z.strictObject({
      type: z.literal('basic').meta({ title: 'User name and password', description: 'Basic authentication.' }),
      username: z.string().meta({ title: 'User name', description: 'May not hold a colon.', widget: 'text' }),
      password: z
        .string()
        .meta({ title: 'Password', description: 'From a secret.', widget: 'secret', examples: ['{{ secrets.API_PASSWORD }}'] }),
    }),
    z.strictObject({
      type: z.literal('bearer').meta({ title: 'Bearer token', description: 'Sent as `Authorization: Bearer …`.' }),
      token: z.string().meta({ title: 'Token', description: 'From a secret.', widget: 'secret', examples: ['{{ secrets.API_TOKEN }}'] }),
    }),
    z.strictObject({
      type: z.literal('header').meta({ title: 'A header of its own', description: 'As API keys often are.' }),
      name: z.string().meta({ title: 'Header', description: 'Name of the header.', widget: 'text', examples: ['X-Api-Key'] }),
      value: z.string().meta({ title: 'Value', description: 'From a secret.', widget: 'secret', examples: ['{{ secrets.API_KEY }}'] }),
    }),
  ])
  .meta({
    title: 'Authentication',
    description: 'Put the values into secrets. They are sent to the origin of the address only, never on to another one by a redirect.',
    widget: 'json',
  });

export const timeoutSchema = z
  .string()
  .regex(durationPattern, 'must be a duration such as "500ms", "30s" or "5m"')
  .meta({ title: 'Timeout', description: 'How long to wait at most.', widget: 'duration', examples: ['30s'] });

export const bodyTypes = ['json', 'form', 'text', 'base64', 'multipart', 'file'] as const;
export type BodyType = (typeof bodyTypes)[number];

export const responseForms = ['auto', 'json', 'text', 'base64'] as const;
export type ResponseForm = (typeof responseForms)[number];

export type Auth = z.infer<typeof authSchema>;
export type HeaderParameters = z.infer<typeof headersSchema>;
export type Scalar = z.infer<typeof scalarSchema>;

/** The host of an address text, with the port when one is written; `*` when an expression may change it. Empty when there is none. */
export function hostCapability(url: Json | undefined): readonly Capability[] {
  if (typeof url !== 'string' || url.trim() === '') return [];
  const { authority } = splitAddress(url);
  return [{ kind: 'host', value: authority === null ? '*' : authority.toLowerCase() }];
}

/** The folder that holds a file; `*` when an expression decides. */
export function folderCapability(path: Json | undefined): readonly Capability[] {
  if (typeof path !== 'string' || path.trim() === '') return [];
  if (path.includes('{{')) return [{ kind: 'folder', value: '*' }];
  const end = path.lastIndexOf('/');
  return [{ kind: 'folder', value: end === -1 ? '.' : path.slice(0, end) || '/' }];
}

/** `POST api.example.test/orders`, without query; what an expression decides is left out. */
export function describeRequest(method: Json | undefined, url: Json | undefined, fallbackMethod: string): string {
  const verb = typeof method === 'string' && !method.includes('{{') ? method : fallbackMethod;
  if (typeof url !== 'string' || url.trim() === '') return verb;
  const { authority, rest } = splitAddress(url);
  const path = (rest.split(/[?#]/)[0] ?? '').replace(/\{\{[\s\S]*?\}\}/g, '…');
  const place = `${authority ?? ''}${path === '/' && authority !== null ? '' : path}`;
  return `${verb} ${place === '' ? '…' : place}`;
}

/**
 * Authority and the rest of an address text. The authority is null when an expression touches it, or when it carries credentials, which
 * such addresses may not. `https://api.test{{ x }}` counts as touched: x may continue the name.
 */
function splitAddress(url: string): { readonly authority: string | null; readonly rest: string } {
  const match = /^\s*[a-z][a-z0-9+.-]*:[\\/]{2}((?:\{\{[\s\S]*?\}\}|[^\\/?#])*)([\s\S]*)$/i.exec(url);
  if (match === null) return { authority: null, rest: url.replace(/^\s*\{\{[\s\S]*?\}\}/, '') };
  const [, authority = '', rest = ''] = match;
  return { authority: authority === '' || /\{\{|@/.test(authority) ? null : authority, rest };
}
