import type { Clock } from '../ports.ts';

/** Longer delays overflow Node's timers and would fire at once. */
const longestDelayMs = 2 ** 31 - 1;

/** The computer's clock. After a sleep of the computer a wake-up may come late; whoever is woken looks at `now`. */
export const systemClock: Clock = { now: () => Date.now(), wakeAt };

function wakeAt(at: number, callback: () => void): () => void {
  let timer: NodeJS.Timeout;
  const arm = () => {
    const delayMs = at - Date.now();
    if (delayMs > longestDelayMs) timer = setTimeout(arm, longestDelayMs);
    else timer = setTimeout(callback, Math.max(0, delayMs));
  };
  arm();
  return () => clearTimeout(timer);
}
