import { useVirtualizer } from '@tanstack/react-virtual';
import { useMemo, useRef } from 'react';
import { useStore } from 'zustand';
import { useServices } from '../app/services.ts';
import { useNow } from '../app/use-now.ts';
import { selectTasks } from '../document/selection.ts';
import type { Session, SessionState } from '../document/session.ts';
import { durationText } from '../messages/duration.ts';
import { messages } from '../messages/messages.ts';
import { causeWords } from '../run-state/cause-words.ts';
import type { FollowedRun } from '../run-state/run-state.ts';
import { StateIcon } from '../ui/state-icon.tsx';
import styles from './timeline.module.css';
import { type TimelineBar, timelineBars } from './timeline-bars.ts';

const workflowOf = (state: SessionState) => state.workflow;
const selectedOf = (state: SessionState) => state.selection.tasks;
const rowPx = 24;
const tickMs = 250;

/** When each task ran. A line selects its task on the canvas. */
export function Timeline({ session, run }: { readonly session: Session; readonly run: FollowedRun }) {
  const { surfaces } = useServices();
  const workflow = useStore(session.store, workflowOf);
  const selected = useStore(session.store, selectedOf);
  const now = useNow(run.finishedAt === null, tickMs);
  const bars = useMemo(() => timelineBars(workflow, run, now), [workflow, run, now]);
  const scroller = useRef<HTMLDivElement>(null);
  const rows = useVirtualizer({ count: bars.length, getScrollElement: () => scroller.current, estimateSize: () => rowPx, overscan: 8 });
  const choose = (path: string) => {
    session.select(selectTasks([path]));
    surfaces.canvas()?.reveal(path);
  };
  return (
    <div ref={scroller} className={styles.scroller}>
      <ul className={styles.list} aria-label={messages.runs.timeline} style={{ height: rows.getTotalSize() }}>
        {rows.getVirtualItems().map((row) => {
          const bar = bars[row.index];
          if (!bar) return null;
          return (
            <li key={bar.path} className={styles.item} style={{ transform: `translateY(${row.start}px)` }}>
              <button
                type="button"
                className={`${styles.row} ${selected.includes(bar.path) ? styles.selected : ''}`}
                onClick={() => choose(bar.path)}
              >
                <Line bar={bar} now={now} />
              </button>
            </li>
          );
        })}
      </ul>
    </div>
  );
}

function Line({ bar, now }: { readonly bar: TimelineBar; readonly now: number }) {
  const { state, start, width } = bar;
  const status = state?.status ?? 'pending';
  const took = state?.startedAt == null ? '' : durationText((state.finishedAt ?? now) - state.startedAt);
  const cause = state ? causeWords(state) : null;
  const words = [messages.runs.statuses[status], cause, took, state && state.attempts > 1 ? messages.runs.attempts(state.attempts) : ''];
  return (
    <>
      <span className={styles.name} style={{ paddingLeft: 8 + bar.level * 14 }}>
        <StateIcon status={status} size={14} />
        <span className={styles.label}>{bar.name}</span>
      </span>
      <span className={styles.track} title={words.filter(Boolean).join(' · ')}>
        {start === null && state?.waiting ? <span className={styles.cause}>{cause}</span> : null}
        {start === null ? null : (
          <span className={`${styles.bar} ${styles[status]}`} style={{ left: `${start * 100}%`, width: `max(3px, ${width * 100}%)` }} />
        )}
      </span>
      <span className={styles.took}>{took}</span>
      <span className="visually-hidden">{[messages.runs.statuses[status], cause].filter(Boolean).join(', ')}</span>
    </>
  );
}
