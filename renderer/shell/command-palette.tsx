import { useId, useMemo, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { labelOf } from '../app/command.ts';
import { useServices } from '../app/services.ts';
import { shortcutsHere, shortcutText } from '../app/shortcut.ts';
import { commands, runCommand } from '../commands/registry.ts';
import type { WorkspaceState } from '../document/workspace.ts';
import { messages } from '../messages/messages.ts';
import { Dialog } from '../ui/dialog.tsx';
import { Icon } from '../ui/icon.tsx';
import styles from './command-palette.module.css';
import { type Entry, rankEntries } from './rank-entries.ts';

const text = messages.shell;
const entriesOf = (state: WorkspaceState) => state.entries;
const mostShown = 60;

/** Every command that can be done now and every workflow, found by a few letters. */
export function CommandPalette({ onClose }: { readonly onClose: () => void }) {
  const services = useServices();
  const workflows = useStore(services.workspace.store, entriesOf);
  const [query, setQuery] = useState('');
  const [at, setAt] = useState(0);
  const listId = useId();
  const list = useRef<HTMLDivElement>(null);
  const all = useMemo(
    () => [
      ...commands
        .filter((command) => command.id !== 'help.palette' && command.isEnabled(services))
        .map(
          (command): Entry => ({
            id: command.id,
            label: labelOf(command, services),
            icon: command.icon ?? 'command',
            group: text.groups[command.group],
            shortcut: shortcutsHere(command.shortcuts, services.platform.kind)[0] ?? null,
            choose: () => void runCommand(command.id, services),
          }),
        ),
      ...(workflows ?? []).map(
        (workflow): Entry => ({
          id: `workflow ${workflow.id}`,
          label: workflow.name,
          icon: 'workflow',
          group: text.palette.workflows,
          shortcut: null,
          choose: () => void services.workspace.open(workflow.id),
        }),
      ),
    ],
    [services, workflows],
  );
  const shown = useMemo(() => rankEntries(all, query).slice(0, mostShown), [all, query]);
  const index = Math.min(at, Math.max(shown.length - 1, 0));

  function choose(entry: Entry | undefined): void {
    if (!entry) return;
    onClose();
    entry.choose();
  }

  function onKeyDown(event: React.KeyboardEvent): void {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0) {
      event.preventDefault();
      const next = (index + step + shown.length) % Math.max(shown.length, 1);
      setAt(next);
      list.current?.children[next]?.scrollIntoView({ block: 'nearest' });
    }
    if (event.key === 'Enter') choose(shown[index]);
  }

  return (
    <Dialog title={text.palette.title} closeLabel={text.close} onClose={onClose} isBare>
      <div className={styles.search}>
        <Icon name="search" />
        {/* The dialog is opened for this field alone. */}
        <input
          className={styles.input}
          role="combobox"
          aria-label={text.palette.title}
          aria-expanded="true"
          aria-controls={listId}
          aria-activedescendant={shown[index] ? `${listId}-${index}` : undefined}
          placeholder={text.palette.placeholder}
          value={query}
          onChange={(event) => {
            setQuery(event.target.value);
            setAt(0);
          }}
          onKeyDown={onKeyDown}
        />
      </div>
      <div ref={list} id={listId} role="listbox" aria-label={text.palette.commands} className={styles.list}>
        {shown.map((entry, position) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the field above handles the keys of the whole list, as the pattern wants.
          <div
            key={entry.id}
            id={`${listId}-${position}`}
            role="option"
            tabIndex={-1}
            aria-selected={position === index}
            className={styles.option}
            onClick={() => choose(entry)}
            onPointerMove={() => setAt(position)}
          >
            <Icon name={entry.icon} />
            <span className={styles.label}>{entry.label}</span>
            <span className={styles.group}>{entry.group}</span>
            {entry.shortcut ? <kbd className={styles.key}>{shortcutText(entry.shortcut, services.platform.isMac)}</kbd> : null}
          </div>
        ))}
      </div>
      {shown.length === 0 ? <p className={styles.nothing}>{text.palette.nothing(query)}</p> : null}
    </Dialog>
  );
}
