import { useMemo, useState } from 'react';
import type { TaskCategory } from '../../engine/workflow/catalog.ts';
import { addTask } from '../../engine/workflow/edit/add-task.ts';
import { useServices } from '../app/services.ts';
import { selectTasks } from '../document/selection.ts';
import { messages } from '../messages/messages.ts';
import { Icon } from '../ui/icon.tsx';
import { Tooltip } from '../ui/tooltip.tsx';
import { findTaskTypes, type PaletteEntry, paletteEntries } from './palette-entries.ts';
import { SearchBox } from './search-box.tsx';
import panel from './side-panel.module.css';
import { newTaskFor } from './task-behind.ts';
import styles from './task-palette.module.css';

const text = messages.workflows;
const categories: readonly TaskCategory[] = ['flow', 'data', 'network', 'file', 'script', 'notify'];

/** The task types by category: dragged onto the canvas, or put behind the selected task by a click. */
export function TaskPalette() {
  const [query, setQuery] = useState('');
  const shown = useMemo(() => findTaskTypes(paletteEntries, query), [query]);
  return (
    <section className={panel.section} aria-label={text.tasks}>
      <div className={panel.head}>
        <h2 className={panel.title}>{text.tasks}</h2>
      </div>
      <SearchBox label={text.findTask} value={query} onChange={setQuery} />
      <div className={panel.scroll}>
        {categories.map((category) => {
          const entries = shown.filter((entry) => entry.category === category);
          if (entries.length === 0) return null;
          return (
            <div key={category} className={styles.category}>
              <h3 className={styles.categoryTitle}>{text.categories[category]}</h3>
              <div className={styles.grid}>
                {entries.map((entry) => (
                  <PaletteButton key={entry.type} entry={entry} />
                ))}
              </div>
            </div>
          );
        })}
        {shown.length === 0 ? <p className={panel.hint}>{text.noTask(query)}</p> : null}
      </div>
    </section>
  );
}

function PaletteButton({ entry }: { readonly entry: PaletteEntry }) {
  const { workspace, toasts } = useServices();
  const add = () => {
    const session = workspace.active();
    if (!session) {
      toasts.tell(text.noWorkflow);
      return;
    }
    const { selection, workflow } = session.store.getState();
    const order = newTaskFor(entry.type, workflow, selection.tasks);
    const added = session.edit({
      label: text.addTask(entry.title),
      change: (before) => addTask(before, order),
      select: () => selectTasks([order.group ? `${order.group}.${order.id}` : order.id]),
    });
    if (!added.ok) toasts.tellFailure(added.failure);
  };
  return (
    <Tooltip text={entry.summary} side="right">
      <button
        type="button"
        className={styles.entry}
        draggable
        onDragStart={(event) => {
          event.dataTransfer.setData('application/x-millrace-task-type', entry.type);
          event.dataTransfer.effectAllowed = 'copy';
        }}
        onClick={add}
      >
        <span className={styles.icon} data-kind={entry.category}>
          <Icon name={entry.icon} size={15} />
        </span>
        <span className={styles.name}>{entry.short}</span>
      </button>
    </Tooltip>
  );
}
