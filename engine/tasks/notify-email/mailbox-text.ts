export type Mailbox = { readonly name: string; readonly address: string };

const addressPattern = /^[^\s@<>()[\],;:"\\]+@[^\s@<>()[\],;:"\\]+$/;

/** One mailbox: `ada@example.test` or `Ada <ada@example.test>`; null when the text is no such thing. */
export function readMailbox(text: string): Mailbox | null {
  const match = /^\s*(?:"([^"]*)"|([^<>"]*?))\s*<([^<>]*)>\s*$/.exec(text);
  const name = match?.[1] ?? match?.[2] ?? '';
  const address = (match?.[3] ?? text).trim();
  return addressPattern.test(address) && !hasControlCharacter(text) ? { name: name.trim(), address } : null;
}

function hasControlCharacter(text: string): boolean {
  return [...text].some((character) => character < ' ' || character === '\x7f');
}

/** What to say of a text that is none. */
export function noMailbox(text: string): string {
  const advice = 'Write ada@example.test or "Ada <ada@example.test>", and several of them as a list.';
  return `${JSON.stringify(text.slice(0, 200))} is not one email address. ${advice}`;
}
