// Draws lines over the lines drawn before. Only cursor movement: what scrolled by stays where it is.

export type Screen = {
  readonly write: (text: string) => unknown;
  /** Undefined or 0 when the terminal does not say. */
  readonly columns?: number | undefined;
  readonly rows?: number | undefined;
};

export type LiveScreen = {
  readonly size: () => { readonly columns: number; readonly lines: number };
  readonly draw: (lines: readonly string[]) => void;
  /** Takes away what was drawn, so that something can be written in its place. */
  readonly clear: () => void;
  /** Leaves what was drawn on the screen and gives the cursor back. */
  readonly release: () => void;
};

const hideCursor = '\u001B[?25l';
const showCursor = '\u001B[?25h';
const clearLine = '\u001B[K';
const clearBelow = '\u001B[J';

export function createLiveScreen(screen: Screen): LiveScreen {
  let drawn = 0;
  let isHidden = false;
  return {
    // The last line stays free: a full screen would scroll at every draw.
    size: () => ({ columns: Math.max(1, (screen.columns || 80) - 1), lines: Math.max(1, (screen.rows || 24) - 1) }),
    draw: (lines) => {
      const up = drawn > 0 ? `\u001B[${drawn}A\r` : '';
      screen.write(`${isHidden ? '' : hideCursor}${up}${lines.map((line) => `${line}${clearLine}\n`).join('')}${clearBelow}`);
      isHidden = true;
      drawn = lines.length;
    },
    clear: () => {
      if (drawn > 0) screen.write(`\u001B[${drawn}A\r${clearBelow}`);
      drawn = 0;
    },
    release: () => {
      if (isHidden) screen.write(showCursor);
      isHidden = false;
      drawn = 0;
    },
  };
}
