import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useId, useMemo, useRef, useState } from 'react';
import type { Json } from '../../../engine/workflow/json.ts';
import type { JsonPath } from '../../../engine/workflow/problem.ts';
import { messages } from '../../messages/messages.ts';
import { ContextMenu } from '../../ui/menu.tsx';
import { textOf, useCopy } from './copy-menu.tsx';
import { expressionOf } from './expression-path.ts';
import styles from './tree.module.css';
import { keyboardMove } from './tree-keys.ts';
import { TreeLine } from './tree-line.tsx';
import { entriesPerStep, type TreeRow, type TreeState, treeRows } from './tree-rows.ts';

type TreeProps = {
  readonly value: Json;
  readonly label: string;
  /** The task whose output this is, for expressions that read parts of it; null: there are none. */
  readonly taskPath: string | null;
  readonly startsOpen?: boolean;
  /** Of the value as a whole. */
  readonly rootName?: string;
};

const rowHeight = 22;

/** A value of any size as a tree: only what is open and in sight is drawn. */
export function Tree({ value, label, taskPath, startsOpen = false, rootName = messages.inspector.data.root }: TreeProps) {
  const words = messages.inspector.data;
  const [state, setState] = useState<TreeState>({ open: new Set(startsOpen ? ['$'] : []), shown: new Map() });
  const [active, setActive] = useState('$');
  const rows = useMemo(() => treeRows(value, state), [value, state]);
  const scroll = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => rowHeight,
    overscan: 12,
  });
  const copy = useCopy();
  const treeId = useId();
  const activeIndex = rows.findIndex(({ id }) => id === active);
  const chosen = rows[activeIndex];

  function toggle(row: TreeRow): void {
    if (row.kind === 'more') {
      setState({ ...state, shown: new Map(state.shown).set(row.of, (state.shown.get(row.of) ?? entriesPerStep) + entriesPerStep * 5) });
      return;
    }
    if (row.isOpen === null) return;
    const open = new Set(state.open);
    if (row.isOpen) open.delete(row.id);
    else open.add(row.id);
    setState({ ...state, open });
  }

  function press(event: KeyboardEvent): void {
    const move = keyboardMove(event.key, rows, Math.max(0, activeIndex));
    if (move === null) return;
    event.preventDefault();
    if (move.toggle) toggle(rows[move.to] as TreeRow);
    setActive(rows[move.to]?.id ?? '$');
    virtual.scrollToIndex(move.to);
  }

  const itemsOf = (row: TreeRow | undefined) => {
    if (row?.kind !== 'value') return [];
    const copied = { id: 'value', label: words.copyValue, icon: 'clipboard', onSelect: () => copy(textOf(valueAt(value, row.path))) };
    if (taskPath === null) return [copied];
    return [{ id: 'path', label: words.copyPath, icon: 'braces', onSelect: () => copy(expressionOf(taskPath, row.path)) }, copied];
  };

  return (
    <ContextMenu items={() => itemsOf(chosen)}>
      <div
        ref={scroll}
        className={styles.tree}
        role="tree"
        tabIndex={0}
        aria-label={label}
        aria-activedescendant={activeIndex === -1 ? undefined : `${treeId}-${activeIndex}`}
        onKeyDown={press}
      >
        <div className={styles.canvas} style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map((item) => {
            const row = rows[item.index];
            if (!row) return null;
            return (
              <TreeLine
                key={row.id}
                id={`${treeId}-${item.index}`}
                row={row}
                rootName={rootName}
                top={item.start}
                isActive={row.id === active}
                onPress={() => {
                  setActive(row.id);
                  toggle(row);
                }}
                onPoint={() => setActive(row.id)}
                onCopy={row.kind === 'value' && taskPath !== null ? () => copy(expressionOf(taskPath, row.path)) : null}
              />
            );
          })}
        </div>
      </div>
    </ContextMenu>
  );
}

export function valueAt(value: Json, path: JsonPath): Json {
  let at: Json | undefined = value;
  for (const key of path) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, key)) return null;
    at = (at as { readonly [key: string]: Json })[key];
  }
  return at ?? null;
}
