import type { ZodType } from 'zod';
import { type Failure, userFailure } from '../failure.ts';
import { err, ok, type Result } from '../result.ts';

/** Keeps a value out of the document that the schema refuses; `subject` is what the message is about. */
export function checkValue<T>(schema: ZodType<T>, value: unknown, subject: string): Result<T, Failure> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return ok(parsed.data);
  const issue = parsed.error.issues[0];
  const where = issue && issue.path.length > 0 ? ` at \`${issue.path.join('.')}\`` : '';
  return err(userFailure('invalid_value', `${subject} cannot have this value${where}: ${issue?.message ?? 'it does not fit the format'}.`));
}
