import { useStore } from 'zustand';
import { useServices } from '../app/services.ts';
import { messages } from '../messages/messages.ts';
import { Icon } from '../ui/icon.tsx';
import { ContextMenu, type MenuItem } from '../ui/menu.tsx';
import { StateIcon } from '../ui/state-icon.tsx';
import styles from './tree-row.module.css';
import type { TreeRow } from './tree-rows.ts';

const text = messages.workflows;
const dragType = 'application/x-millrace-workflow';

type RowProps = {
  readonly dataKey: string;
  readonly isFocusable: boolean;
  readonly onFocus: () => void;
  readonly items: () => readonly MenuItem[];
};

type FolderRowProps = RowProps & {
  readonly row: Extract<TreeRow, { kind: 'folder' }>;
  readonly onToggle: () => void;
  readonly onDropWorkflow: (id: string) => void;
};

export function FolderRow({ row, dataKey, isFocusable, onFocus, items, onToggle, onDropWorkflow }: FolderRowProps) {
  return (
    <ContextMenu items={items}>
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the tree around it handles the keys of all rows, as the pattern wants. */}
      <div
        role="treeitem"
        aria-level={1}
        aria-expanded={row.isOpen}
        aria-selected={false}
        tabIndex={isFocusable ? 0 : -1}
        data-key={dataKey}
        className={styles.row}
        onFocus={onFocus}
        onClick={onToggle}
        onDragOver={(event) => {
          if (event.dataTransfer.types.includes(dragType)) event.preventDefault();
        }}
        onDrop={(event) => {
          const id = event.dataTransfer.getData(dragType);
          if (id === '') return;
          event.preventDefault();
          onDropWorkflow(id);
        }}
      >
        <Icon name={row.isOpen ? 'folder-open' : 'folder'} />
        <span className={styles.name}>{row.name}</span>
        {row.isOpen ? null : <span className={styles.count}>{row.count}</span>}
      </div>
    </ContextMenu>
  );
}

type WorkflowRowProps = RowProps & {
  readonly row: Extract<TreeRow, { kind: 'workflow' }>;
  readonly isActive: boolean;
  readonly onOpen: () => void;
};

export function WorkflowRow({ row, dataKey, isFocusable, onFocus, items, isActive, onOpen }: WorkflowRowProps) {
  const { entry, level } = row;
  return (
    <ContextMenu items={items}>
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the tree around it handles the keys of all rows, as the pattern wants. */}
      <div
        role="treeitem"
        aria-level={level}
        aria-selected={isActive}
        tabIndex={isFocusable ? 0 : -1}
        data-key={dataKey}
        className={`${styles.row} ${isActive ? styles.active : ''} ${level === 2 ? styles.inner : ''}`}
        draggable
        onDragStart={(event) => event.dataTransfer.setData(dragType, entry.id)}
        onFocus={onFocus}
        onClick={onOpen}
        title={entry.tags.length > 0 ? `${entry.name} · ${entry.tags.join(', ')}` : entry.name}
      >
        <Icon name="workflow" size={15} />
        <span className={styles.name}>{entry.name}</span>
        <RunMark workflow={entry.id} />
        {entry.errors > 0 ? (
          <span className={styles.errors} role="img" aria-label={text.problems(entry.errors)}>
            {entry.errors}
          </span>
        ) : null}
      </div>
    </ContextMenu>
  );
}

/** How the run went that its canvas shows. */
function RunMark({ workflow }: { readonly workflow: string }) {
  const { runs } = useServices();
  const status = useStore(runs.store, ({ runs: shown }) => (Object.hasOwn(shown, workflow) ? shown[workflow]?.status : undefined));
  if (!status) return null;
  return (
    <span className={styles.run} role="img" aria-label={text.lastRun(messages.runs.statuses[status])}>
      <StateIcon status={status} size={14} />
    </span>
  );
}
