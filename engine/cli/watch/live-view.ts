// The tree that moves.
import { styleFor } from '../terminal/style.ts';
import type { FollowedRun } from './followed-run.ts';
import { renderFrame } from './frame.ts';
import { createLiveScreen, type Screen } from './live-screen.ts';
import { runTree } from './rows.ts';
import type { RunView } from './run-view.ts';

/** Eleven pictures a second: smooth, and little work for a terminal at the other end of a network. */
const frameMs = 90;

export function createLiveView(stream: Screen & { readonly isTTY?: boolean }): RunView {
  const screen = createLiveScreen(stream);
  const style = styleFor(stream);
  let followed: FollowedRun | null = null;
  let timer: NodeJS.Timeout | null = null;
  let tick = 0;
  const draw = () => {
    if (followed) screen.draw(renderFrame(runTree(followed), screen.size(), { now: Date.now(), tick: tick++, style }));
  };
  const stop = () => {
    if (timer) clearInterval(timer);
    timer = null;
  };
  const start = () => {
    timer ??= setInterval(draw, frameMs);
  };
  return {
    begin: (run) => {
      followed = run;
      start();
    },
    take: () => {},
    say: (text) => {
      screen.clear();
      stream.write(`${text}\n`);
      draw();
    },
    pause: () => {
      stop();
      draw();
      screen.release();
    },
    resume: start,
    end: () => {
      stop();
      draw();
      screen.release();
    },
  };
}
