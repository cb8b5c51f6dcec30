import { useVirtualizer } from '@tanstack/react-virtual';
import { useMemo, useRef } from 'react';
import type { JsonObject } from '../../../engine/workflow/json.ts';
import { messages } from '../../messages/messages.ts';
import { shortValue } from '../preview/preview-lines.ts';
import { columnsOf } from './table-columns.ts';
import styles from './table-view.module.css';

const rowHeight = 26;

/** A list of objects as a table; only the rows in sight are drawn. */
export function TableView({ rows }: { readonly rows: readonly JsonObject[] }) {
  const words = messages.inspector.data;
  const columns = useMemo(() => columnsOf(rows), [rows]);
  const scroll = useRef<HTMLElement>(null);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => rowHeight,
    overscan: 10,
  });
  const items = virtual.getVirtualItems();
  const [first] = items;
  const last = items.at(-1);
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by key. */}
      <section ref={scroll} className={styles.scroll} aria-label={words.rows(rows.length, columns.length)} tabIndex={0}>
        <table className={styles.table} aria-rowcount={rows.length + 1}>
          <thead>
            <tr>
              <th scope="col" className={styles.index}>
                #
              </th>
              {columns.map((column) => (
                <th key={column} scope="col" title={column}>
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {first ? <Gap height={first.start} columns={columns.length + 1} /> : null}
            {items.map(({ index }) => (
              <tr key={index} aria-rowindex={index + 2} className={styles.row}>
                <th scope="row" className={styles.index}>
                  {index}
                </th>
                {columns.map((column) => (
                  <td key={column}>{cellText(rows[index], column)}</td>
                ))}
              </tr>
            ))}
            {last ? <Gap height={virtual.getTotalSize() - last.end} columns={columns.length + 1} /> : null}
          </tbody>
        </table>
      </section>
      <p className={styles.size}>{words.rows(rows.length, columns.length)}</p>
    </>
  );
}

function Gap({ height, columns }: { readonly height: number; readonly columns: number }) {
  return height <= 0 ? null : (
    <tr>
      <td colSpan={columns} style={{ height, padding: 0 }} />
    </tr>
  );
}

function cellText(row: JsonObject | undefined, column: string): string {
  const value = row && Object.hasOwn(row, column) ? row[column] : undefined;
  if (value === undefined) return '';
  return typeof value === 'string' ? value.slice(0, 200) : shortValue(value, 80);
}
