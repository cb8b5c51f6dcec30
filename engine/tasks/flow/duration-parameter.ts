import * as z from 'zod';
import { durationPattern } from '../../workflow/schema.ts';

/** A duration as in the format, still as text: `parseDuration` gives its milliseconds. */
export const durationParameter = z.string().regex(durationPattern, 'must be a duration such as "500ms", "30s", "5m", "2h", "7d" or "PT5M"');
