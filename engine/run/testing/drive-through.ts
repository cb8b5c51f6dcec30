import { unitsAtBreakpoints } from '../breakpoints.ts';
import type { VirtualDriver } from '../virtual-run.ts';

/** Runs to the end in a world that answers at once. Where only breakpoints are left, `onHeld` looks, and one of them is let go on. */
export function driveThrough(driver: VirtualDriver, onHeld?: () => void): void {
  for (;;) {
    for (let request = driver.next(); request; request = driver.next()) {
      const performance = driver.attempt(request);
      if (performance instanceof Promise) throw new Error('this world takes its time');
      driver.schedule(request, performance);
    }
    if (driver.moveOn()) continue;
    const [held] = unitsAtBreakpoints(driver.run);
    if (!held) return;
    onHeld?.();
    driver.report({ type: 'continue', path: held.path });
  }
}
