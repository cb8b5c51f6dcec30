import * as z from 'zod';
import { workflowSchema } from './schema.ts';

/** The published schema of the format (JSON Schema 2020-12): gives editors completion, hover and marks. */
export function workflowJsonSchema(): { readonly [key: string]: unknown } {
  const { $schema, ...schema } = z.toJSONSchema(workflowSchema, { target: 'draft-2020-12', io: 'input', unrepresentable: 'throw' });
  return { $schema, title: 'Millrace workflow', ...schema };
}

/** Text of the published file. */
export function printJsonSchema(): string {
  return `${JSON.stringify(workflowJsonSchema(), null, 2)}\n`;
}
