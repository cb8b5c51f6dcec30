// Colours by meaning, or none.

type Paint = (text: string) => string;

export type Style = {
  readonly bold: Paint;
  readonly dim: Paint;
  readonly good: Paint;
  readonly bad: Paint;
  readonly warn: Paint;
  readonly active: Paint;
  readonly waiting: Paint;
};

const plain: Paint = (text) => text;
const sgr =
  (open: number, close: number): Paint =>
  (text) =>
    text === '' ? '' : `\u001B[${open}m${text}\u001B[${close}m`;

export const plainStyle: Style = { bold: plain, dim: plain, good: plain, bad: plain, warn: plain, active: plain, waiting: plain };

export const colorStyle: Style = {
  bold: sgr(1, 22),
  dim: sgr(2, 22),
  good: sgr(32, 39),
  bad: sgr(31, 39),
  warn: sgr(33, 39),
  active: sgr(36, 39),
  waiting: sgr(35, 39),
};

type Stream = { readonly isTTY?: boolean };
type Environment = { readonly [name: string]: string | undefined };

/** `NO_COLOR` (any value but the empty one) wins over `FORCE_COLOR`; without both, terminals get colours and pipes do not. */
export function styleFor(stream: Stream, env: Environment = process.env): Style {
  if (env.NO_COLOR) return plainStyle;
  if (env.FORCE_COLOR && env.FORCE_COLOR !== '0') return colorStyle;
  return stream.isTTY && env.TERM !== 'dumb' ? colorStyle : plainStyle;
}
