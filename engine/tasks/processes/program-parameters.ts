// What the manifests of tasks that start a program share. Pure, like the manifests.
import * as z from 'zod';
import type { Capability } from '../../workflow/catalog.ts';
import type { Json } from '../../workflow/json.ts';

/** Expressions give numbers and booleans too; a program gets them as text. */
export const wordParameter = z.union([z.string(), z.number(), z.boolean()]);

/** The program a task would start; `*` when an expression decides. */
export function commandCapability(program: Json | undefined): readonly Capability[] {
  if (program === undefined || program === null || program === '') return [];
  const value = typeof program === 'string' && !program.includes('{{') ? program : '*';
  return [{ kind: 'command', value }];
}
