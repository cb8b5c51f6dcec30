// Where a list goes on. It names the run it stopped at and when it began to be read: what has changed since then comes neither twice nor
// between, because the list goes on as it was at that time.

export type RunCursor = {
  /** When the first page was read. Milliseconds since the epoch. */
  readonly asOf: number;
  /** Whether the run had ended by then; the list has what was open first. */
  readonly hadEnded: boolean;
  /** When it was created, or, if it had ended, when it ended. */
  readonly at: number;
  readonly run: string;
};

const pattern = /^(\d{1,15})\.([oe])\.(\d{1,15})\.([a-z0-9-]+)$/;

export function cursorText({ asOf, hadEnded, at, run }: RunCursor): string {
  return `${asOf}.${hadEnded ? 'e' : 'o'}.${at}.${run}`;
}

/** Null for what is no cursor. */
export function parseCursor(text: string): RunCursor | null {
  const [, asOf, part, at, run = ''] = pattern.exec(text) ?? [];
  return run === '' ? null : { asOf: Number(asOf), hadEnded: part === 'e', at: Number(at), run };
}
