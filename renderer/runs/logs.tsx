import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { LogEntry } from '../../engine/api/contract/shapes.ts';
import { messages } from '../messages/messages.ts';
import { Icon } from '../ui/icon.tsx';
import { filterLogs, logLevels } from './filter-logs.ts';
import styles from './logs.module.css';

const text = messages.runs.logs;
const linePx = 20;
/** So near to the end counts as at the end. */
const nearPx = 40;

export type LogsProps = {
  readonly lines: readonly LogEntry[];
  /** The selected ones: what they wrote is what is looked for, until the person asks for everything. */
  readonly tasks: readonly { readonly path: string; readonly name: string }[];
};

/** What the tasks wrote, newest last; the view stays at the end until the person scrolls away from it. */
export function Logs({ lines, tasks }: LogsProps) {
  const [isOfAll, setOfAll] = useState(false);
  const [query, setQuery] = useState('');
  const [level, setLevel] = useState<(typeof logLevels)[number]>('debug');
  const wanted = useMemo(() => (isOfAll ? [] : tasks.map(({ path }) => path)), [tasks, isOfAll]);
  const shown = useMemo(() => filterLogs(lines, { text: query, level, tasks: wanted }), [lines, query, level, wanted]);
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
        {tasks.length > 0 ? (
          <button type="button" className={styles.only} aria-pressed={!isOfAll} onClick={() => setOfAll(!isOfAll)}>
            <Icon name="filter" size={13} />
            <span className={styles.onlyName}>{text.only(tasks.map(({ name }) => name))}</span>
          </button>
        ) : null}
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
        {shown.length === 0 ? (
          <p className={styles.nothing}>{lines.length === 0 ? text.empty : wanted.length > 0 ? text.noneOf(lines.length) : text.none}</p>
        ) : null}
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
      <time className={styles.at}>{timeOfDay(line.at)}</time>
      <span className={styles.task}>{line.task}</span>
      <span className={styles.text}>{withoutAnsi(line.text)}</span>
    </div>
  );
}

/** As clocks here show it, to the millisecond. */
function timeOfDay(at: number): string {
  const date = new Date(at);
  const two = (value: number) => String(value).padStart(2, '0');
  const [hours, minutes, seconds] = [date.getHours(), date.getMinutes(), date.getSeconds()].map(two);
  return `${hours}:${minutes}:${seconds}.${String(date.getMilliseconds()).padStart(3, '0')}`;
}

/** Colours that programs write for terminals. */
function withoutAnsi(written: string): string {
  return written.replaceAll(ansi, '');
}

const ansi = new RegExp(`${String.fromCharCode(27)}\\[[0-9;?]*[ -/]*[@-~]`, 'g');
