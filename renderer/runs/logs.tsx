import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { LogEntry } from '../../engine/api/contract/shapes.ts';
import { messages } from '../messages/messages.ts';
import { filterLogs, logLevels } from './filter-logs.ts';
import styles from './logs.module.css';

const text = messages.runs.logs;
const linePx = 20;
/** So near to the end counts as at the end. */
const nearPx = 40;

/** What the tasks wrote, newest last; the view stays at the end until the person scrolls away from it. */
export function Logs({ lines, tasks }: { readonly lines: readonly LogEntry[]; readonly tasks: readonly string[] }) {
  const [query, setQuery] = useState('');
  const [level, setLevel] = useState<(typeof logLevels)[number]>('debug');
  const shown = useMemo(() => filterLogs(lines, { text: query, level, tasks }), [lines, query, level, tasks]);
  const scroller = useRef<HTMLDivElement>(null);
  const isAtEnd = useRef(true);
  const rows = useVirtualizer({ count: shown.length, getScrollElement: () => scroller.current, estimateSize: () => linePx, overscan: 12 });
  useEffect(() => {
    if (isAtEnd.current && shown.length > 0) rows.scrollToIndex(shown.length - 1, { align: 'end' });
  }, [shown.length, rows]);
  return (
    <div className={styles.logs}>
      <div className={styles.bar}>
        <input
          type="search"
          className={styles.filter}
          aria-label={text.filter}
          placeholder={text.filter}
          value={query}
          onChange={(event) => setQuery(event.target.value)}
        />
        <select
          className={styles.level}
          aria-label={text.level}
          value={level}
          onChange={(event) => setLevel(logLevels.find((each) => each === event.target.value) ?? 'debug')}
        >
          {logLevels.map((each) => (
            <option key={each} value={each}>
              {text.levels[each]}
            </option>
          ))}
        </select>
      </div>
      <div
        ref={scroller}
        className={styles.scroller}
        role="log"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
        tabIndex={0}
        onScroll={({ currentTarget: { scrollHeight, scrollTop, clientHeight } }) => {
          isAtEnd.current = scrollHeight - scrollTop - clientHeight < nearPx;
        }}
      >
        {shown.length === 0 ? <p className={styles.nothing}>{lines.length === 0 ? text.empty : text.none}</p> : null}
        <div className={styles.lines} style={{ height: rows.getTotalSize() }}>
          {rows.getVirtualItems().map((row) => {
            const line = shown[row.index];
            return line ? <LogLine key={row.index} line={line} top={row.start} /> : null;
          })}
        </div>
      </div>
    </div>
  );
}

function LogLine({ line, top }: { readonly line: LogEntry; readonly top: number }) {
  return (
    <div className={`${styles.line} ${styles[line.level]}`} style={{ transform: `translateY(${top}px)` }}>
      <time className={styles.at}>{new Date(line.at).toISOString().slice(11, 23)}</time>
      <span className={styles.task}>{line.task}</span>
      <span className={styles.text}>{withoutAnsi(line.text)}</span>
    </div>
  );
}

/** Colours that programs write for terminals. */
function withoutAnsi(written: string): string {
  return written.replaceAll(ansi, '');
}

const ansi = new RegExp(`${String.fromCharCode(27)}\\[[0-9;?]*[ -/]*[@-~]`, 'g');
