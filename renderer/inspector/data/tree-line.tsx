import { messages } from '../../messages/messages.ts';
import { Icon } from '../../ui/icon.tsx';
import styles from './tree.module.css';
import type { TreeRow } from './tree-rows.ts';

type TreeLineProps = {
  readonly id: string;
  readonly row: TreeRow;
  readonly rootName: string;
  readonly top: number;
  readonly isActive: boolean;
  readonly onPress: () => void;
  readonly onPoint: () => void;
  readonly onCopy: (() => void) | null;
};

const indentPx = 14;

/** One row of a tree. The keyboard is the tree's, which names the active row. */
export function TreeLine({ id, row, rootName, top, isActive, onPress, onPoint, onCopy }: TreeLineProps) {
  const words = messages.inspector.data;
  const place = { transform: `translateY(${top}px)`, paddingLeft: 4 + row.depth * indentPx };
  const open = row.kind === 'value' && row.isOpen !== null ? { 'aria-expanded': row.isOpen } : {};
  return (
    <div
      id={id}
      role="treeitem"
      tabIndex={-1}
      aria-level={row.depth + 1}
      aria-selected={isActive}
      className={styles.line}
      style={place}
      onContextMenu={onPoint}
      onMouseDown={(event) => {
        if (event.button === 0) onPress();
      }}
      {...open}
    >
      {row.kind === 'more' ? (
        <span className={styles.more}>{words.more(row.count)}</span>
      ) : (
        <>
          <span className={styles.twist}>
            {row.isOpen === null ? null : <Icon name={row.isOpen ? 'chevron-down' : 'chevron-right'} size={13} />}
          </span>
          <span className={styles.name}>{row.name === '' ? rootName : row.name}</span>
          <span className={`${styles.value} ${styles[row.type]}`}>{row.text}</span>
          {onCopy ? (
            <button
              type="button"
              tabIndex={-1}
              className={styles.copy}
              aria-label={words.copyPathOf(row.name)}
              title={words.copyPath}
              onMouseDown={(event) => {
                event.stopPropagation();
                event.preventDefault();
                onCopy();
              }}
            >
              <Icon name="braces" size={13} />
            </button>
          ) : null}
        </>
      )}
    </div>
  );
}
