import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef } from 'react';
import type { RunEvent } from '../../engine/run/event.ts';
import { messages } from '../messages/messages.ts';
import styles from './event-list.module.css';

const rowPx = 22;

/** The journal of the run, as it is. */
export function EventList({ events }: { readonly events: readonly RunEvent[] }) {
  const scroller = useRef<HTMLDivElement>(null);
  const rows = useVirtualizer({ count: events.length, getScrollElement: () => scroller.current, estimateSize: () => rowPx, overscan: 12 });
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
    <div ref={scroller} className={styles.scroller} tabIndex={0}>
      <ol className={styles.list} aria-label={messages.runs.drawer.events} style={{ height: rows.getTotalSize() }}>
        {rows.getVirtualItems().map((row) => {
          const event = events[row.index];
          if (!event) return null;
          return (
            <li key={event.seq} className={styles.row} style={{ transform: `translateY(${row.start}px)` }}>
              <span className={styles.seq}>{event.seq}</span>
              <time className={styles.at}>{new Date(event.at).toISOString().slice(11, 23)}</time>
              <span>{event.type}</span>
              <span className={styles.path}>{'path' in event ? event.path : ''}</span>
            </li>
          );
        })}
      </ol>
    </div>
  );
}
