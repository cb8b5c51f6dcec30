import { userFailure } from '../../workflow/failure.ts';
import { TaskFailure } from '../execution.ts';
import { type Mailbox, noMailbox, readMailbox } from './mailbox-text.ts';

/**
 * One mailbox: `ada@example.test` or `Ada <ada@example.test>`. Stricter than RFC 5322 on purpose: no lists, groups or comments, so that
 * text from outside stays one recipient. Throws a `TaskFailure` with code `bad_address`.
 */
export function parseMailbox(text: string): Mailbox {
  const mailbox = readMailbox(text);
  if (!mailbox) throw new TaskFailure(userFailure('bad_address', noMailbox(text)));
  return mailbox;
}

export function parseMailboxes(value: string | readonly string[] | undefined): readonly Mailbox[] {
  return (value === undefined ? [] : typeof value === 'string' ? [value] : value).map(parseMailbox);
}
