import { userFailure } from '../../workflow/failure.ts';
import { TaskFailure } from '../execution.ts';

export type Mailbox = { readonly name: string; readonly address: string };

const addressPattern = /^[^\s@<>()[\],;:"\\]+@[^\s@<>()[\],;:"\\]+$/;

/**
 * One mailbox: `ada@example.test` or `Ada <ada@example.test>`. Stricter than RFC 5322 on purpose: no lists, groups or comments, so that
 * text from outside stays one recipient. Throws a `TaskFailure` with code `bad_address`.
 */
export function parseMailbox(text: string): Mailbox {
  const match = /^\s*(?:"([^"]*)"|([^<>"]*?))\s*<([^<>]*)>\s*$/.exec(text);
  const name = match?.[1] ?? match?.[2] ?? '';
  const address = (match?.[3] ?? text).trim();
  if (!addressPattern.test(address) || hasControlCharacter(text)) throw badAddress(text);
  return { name: name.trim(), address };
}

export function parseMailboxes(value: string | readonly string[] | undefined): readonly Mailbox[] {
  return (value === undefined ? [] : typeof value === 'string' ? [value] : value).map(parseMailbox);
}

function hasControlCharacter(text: string): boolean {
  return [...text].some((character) => character < ' ' || character === '\x7f');
}

function badAddress(text: string): TaskFailure {
  const message =
    `${JSON.stringify(text.slice(0, 200))} is not one email address. Write ada@example.test or "Ada <ada@example.test>", ` +
    'and several of them as a list.';
  return new TaskFailure(userFailure('bad_address', message));
}
