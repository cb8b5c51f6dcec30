// How an API gives a long list in pages. Pure: part of the manifest's schema.
import * as z from 'zod';

const path = (description: string) =>
  z
    .string()
    .min(1)
    .meta({ title: 'Path', description, widget: 'text', examples: ['data.items'] });
const items = path('Where the list is in the answer: names and indexes joined by dots. Absent: the answer itself is the list.').meta({
  title: 'Items',
});
const parameter = z.string().min(1).meta({ title: 'Query parameter', description: 'Its name in the request.', widget: 'text' });
const maxPages = z.number().int().min(1).max(10_000).default(100).meta({
  title: 'Most pages',
  description: 'The list ends here even if there is more; the output then says `complete: false`.',
  widget: 'number',
});

export const paginateSchema = z
  .discriminatedUnion('type', [
    z.strictObject({
      type: z.literal('link').meta({ title: 'Link to the next page', description: 'The answer names the address of the next page.' }),
      nextPath: path('Where the answer holds the address of the next page. Absent: the `Link` header with `rel="next"`.')
        .meta({ title: 'Next address', examples: ['paging.next'] })
        .optional(),
      items: items.optional(),
      maxPages,
    }),
    z.strictObject({
      type: z.literal('cursor').meta({ title: 'Cursor', description: 'The answer holds a value that the next request repeats.' }),
      cursorPath: path('Where the answer holds the cursor; the list ends when it is absent, null, false or empty.').meta({
        title: 'Cursor in the answer',
        examples: ['meta.next_cursor'],
      }),
      parameter: parameter.meta({ title: 'Parameter', description: 'Carries the cursor in the next request.', examples: ['cursor'] }),
      in: z.enum(['query', 'body']).default('query').meta({
        title: 'Carried in',
        description: 'The query, or a field of the body, which must be an object then.',
        widget: 'choice',
      }),
      items: items.optional(),
      maxPages,
    }),
    z.strictObject({
      type: z.literal('page').meta({ title: 'Page number or offset', description: 'The request counts.' }),
      parameter: parameter.meta({ title: 'Query parameter', description: 'Carries the number.', examples: ['page', 'offset'] }),
      start: z
        .number()
        .int()
        .min(0)
        .default(1)
        .meta({ title: 'First number', description: 'Default: 1; offsets start at 0.', widget: 'number' }),
      step: z
        .number()
        .int()
        .min(1)
        .default(1)
        .meta({ title: 'Step', description: 'Added for each page: 1 for page numbers, the size of a page for offsets.', widget: 'number' }),
      size: z
        .number()
        .int()
        .min(1)
        .optional()
        .meta({ title: 'Items per page', description: 'A shorter page is the last one then.', widget: 'number' }),
      sizeParameter: parameter
        .meta({ title: 'Size parameter', description: 'Carries the number of items per page.', examples: ['per_page', 'limit'] })
        .optional(),
      items: items.optional(),
      stopWhen: z.enum(['empty', 'short']).optional().meta({
        title: 'Last page',
        description: 'Known by being empty, or by being shorter than `size`. Default: short where `size` is given, else empty.',
        widget: 'choice',
      }),
      maxPages,
    }),
  ])
  .meta({ title: 'Pages', description: 'Asks for page after page; the output is all their items in one list.', widget: 'json' });

export type Paginate = z.infer<typeof paginateSchema>;
