import { useEffect, useState } from 'react';
import { useServices } from './services.ts';

/** The time in milliseconds since the epoch, taken anew every `tickMs` while something goes on. */
export function useNow(isGoing: boolean, tickMs: number): number {
  const { now } = useServices();
  const [time, setTime] = useState(now);
  useEffect(() => {
    if (!isGoing) return;
    setTime(now());
    const timer = setInterval(() => setTime(now()), tickMs);
    return () => clearInterval(timer);
  }, [isGoing, now, tickMs]);
  return time;
}
