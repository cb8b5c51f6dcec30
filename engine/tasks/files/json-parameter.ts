import * as z from 'zod';
import type { Json } from '../../workflow/json.ts';

/**
 * A parameter that takes any value. Parameters are JSON already, so nothing is walked: `z.json()` would copy and check a list of
 * 100,000 items for most of a second.
 */
export const jsonParameter = z.unknown().refine((value) => value !== undefined, 'is missing') as z.ZodType<Json>;

/** An element of a list of such values; not even checked one by one. */
export const jsonElement = z.unknown() as z.ZodType<Json>;
