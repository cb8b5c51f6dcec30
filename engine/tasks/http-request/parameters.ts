import * as z from 'zod';
import { authSchema, bodyTypes, headersSchema, responseForms, scalarSchema, timeoutSchema } from '../network/parameters.ts';
import { paginateSchema } from './pagination.ts';

const status = z.union([
  z.number().int().min(100).max(599),
  z.string().regex(/^(?:[1-5]xx|[1-5]\d\d(?:-[1-5]\d\d)?)$/i, 'must be a status such as 204, "2xx" or "200-299"'),
]);

export const httpRequestParameters = z
  .strictObject({
    url: z
      .string()
      .min(1)
      .meta({
        title: 'Address',
        description: 'http:// or https://, in full.',
        widget: 'text',
        examples: ['https://api.example.test/orders'],
      }),
    method: z
      .enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'])
      .default('GET')
      .meta({ title: 'Method', description: 'What is asked for. Default: GET.', widget: 'choice' }),
    query: z
      .record(z.string(), z.union([scalarSchema, z.array(scalarSchema)]))
      .optional()
      .meta({
        title: 'Query',
        description: 'Added to the address, replacing parameters of the same name. A list is repeated; null leaves it out.',
        widget: 'keyValue',
        examples: [{ status: 'open', tag: ['a', 'b'] }],
      }),
    headers: headersSchema.optional(),
    body: z
      .json()
      .optional()
      .meta({
        title: 'Body',
        description: 'Text is sent as text, everything else as JSON, unless `bodyType` says otherwise.',
        widget: 'json',
        examples: [{ name: 'Ada' }, '{{ tasks.build.output }}'],
      }),
    bodyType: z.enum(bodyTypes).optional().meta({
      title: 'Body type',
      description:
        '`json`; `form` (an object of fields); `text`; `base64` (binary); `file` (the body is a path); `multipart` (a list of `{ name, value }`, `{ name, file, filename?, contentType? }`, `{ name, base64, filename?, contentType? }`).',
      widget: 'choice',
    }),
    auth: authSchema.optional(),
    expectStatus: z
      .union([status, z.array(status).min(1)])
      .optional()
      .meta({
        title: 'Expected status',
        description: 'Any other status fails the task. Default: 200-299; with `redirect.follow: false`, 200-399.',
        widget: 'list',
        examples: [200, '2xx', ['200-299', 404]],
      }),
    redirect: z
      .strictObject({
        follow: z.boolean().default(true).meta({ title: 'Follow', description: 'Default: true.', widget: 'boolean' }),
        max: z.number().int().min(0).max(100).default(10).meta({ title: 'At most', description: 'Default: 10.', widget: 'number' }),
      })
      .optional()
      .meta({
        title: 'Redirects',
        description: 'Every hop is checked like the first address; another origin sees no credentials.',
        widget: 'json',
      }),
    responseAs: z.enum(responseForms).default('auto').meta({
      title: 'Read the answer as',
      description: '`auto` goes by its content type: JSON as a value, text as text, everything else as Base64. Default: auto.',
      widget: 'choice',
    }),
    maxBytes: z.number().int().min(1).optional().meta({
      title: 'Largest answer (bytes)',
      description: 'Counted after decompression, all pages together. Default: 50 MB; with `saveTo` 10 GB.',
      widget: 'number',
    }),
    timeout: timeoutSchema.optional().meta({
      title: 'Timeout',
      description:
        'Of one request, with its redirects and the whole answer; each page has its own. Besides, 5 minutes of silence end any request.',
      widget: 'duration',
      examples: ['30s'],
    }),
    paginate: paginateSchema.optional(),
    saveTo: z
      .string()
      .min(1)
      .optional()
      .meta({
        title: 'Save to',
        description: 'A file for the answer. It appears under this name when it is complete, and replaces what was there.',
        widget: 'path',
        examples: ['downloads/report.pdf'],
      }),
  })
  .refine((value) => value.saveTo === undefined || value.paginate === undefined, {
    path: ['saveTo'],
    message: 'cannot be used together with paginate: write the list with file.write',
  });

export type HttpRequestParameters = z.infer<typeof httpRequestParameters>;
