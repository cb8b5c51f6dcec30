import { type RefObject, useEffect, useMemo, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { type Services, useServices } from '../app/services.ts';
import { deleteStored } from '../commands/delete-workflow.ts';
import { exportStored } from '../commands/export-workflow.ts';
import { useCommands } from '../commands/registry.ts';
import type { WorkspaceState } from '../document/workspace.ts';
import { messages } from '../messages/messages.ts';
import { Button, IconButton } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { Menu, type MenuItem } from '../ui/menu.tsx';
import type { ViewState } from '../view/view.ts';
import { SearchBox } from './search-box.tsx';
import panel from './side-panel.module.css';
import { FolderRow, WorkflowRow } from './tree-row.tsx';
import { type Folders, placeOf, type TreeRow, treeRows } from './tree-rows.ts';
import { useFolders } from './use-folders.ts';
import { actOnWorkflow, openWorkflow } from './workflow-actions.ts';

const text = messages.workflows;
const entriesOf = (state: WorkspaceState) => state.entries;
const failureOf = (state: WorkspaceState) => state.failure;
const activeOf = (state: ViewState) => state.active;

/** All workflows in their folders. Arrows walk, Enter opens, F2 renames, Delete deletes. */
export function WorkflowTree() {
  const services = useServices();
  const { workspace, view } = services;
  const entries = useStore(workspace.store, entriesOf);
  const failure = useStore(workspace.store, failureOf);
  const active = useStore(view, activeOf);
  const { folders, change } = useFolders();
  const [query, setQuery] = useState('');
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set());
  const [focused, setFocused] = useState<string | null>(null);
  const tree = useRef<HTMLDivElement>(null);
  const { run } = useCommands();
  const rows = useMemo(() => treeRows(entries ?? [], folders, { text: query, closed }), [entries, folders, query, closed]);
  useActiveInSight(tree, rows.some((row) => keyOf(row) === active) ? active : null);
  const focusKey = rows.some((row) => keyOf(row) === focused) ? focused : rows[0] ? keyOf(rows[0]) : null;

  const toggle = (name: string) =>
    setClosed((before) => {
      const next = new Set(before);
      if (!next.delete(name)) next.add(name);
      return next;
    });

  function onKeyDown(event: React.KeyboardEvent): void {
    const at = rows.findIndex((row) => keyOf(row) === focusKey);
    const row = rows[at];
    if (!row) return;
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0) focusRow(rows[at + step]);
    else if (event.key === 'Home') focusRow(rows[0]);
    else if (event.key === 'End') focusRow(rows.at(-1));
    else if (row.kind === 'folder' && (event.key === 'Enter' || event.key === ' ')) toggle(row.name);
    else if (row.kind === 'folder' && event.key === 'ArrowRight' && !row.isOpen) toggle(row.name);
    else if (row.kind === 'folder' && event.key === 'ArrowLeft' && row.isOpen) toggle(row.name);
    else if (row.kind === 'workflow' && event.key === 'Enter') void openWorkflow(row.entry.id, services);
    else if (row.kind === 'workflow' && event.key === 'F2') void actOnWorkflow(row.entry.id, 'file.rename', services);
    else if (row.kind === 'workflow' && event.key === 'Delete') void deleteStored(row.entry.id, row.entry.name, services);
    else return;
    event.preventDefault();
  }

  function focusRow(row: TreeRow | undefined): void {
    if (!row) return;
    setFocused(keyOf(row));
    tree.current?.querySelector<HTMLElement>(`[data-key="${CSS.escape(keyOf(row))}"]`)?.focus();
  }

  return (
    <section className={panel.section} aria-label={text.title}>
      <div className={panel.head}>
        <h2 className={panel.title}>{text.title}</h2>
        <span>
          <IconButton label={text.create} icon="plus" size="s" onClick={() => run('file.new')} />
          <Menu
            align="end"
            trigger={<IconButton label={text.more} icon="ellipsis" size="s" />}
            items={moreItems(services, run, { folders, change })}
          />
        </span>
      </div>
      {entries && entries.length > 6 ? <SearchBox label={text.search} value={query} onChange={setQuery} /> : null}
      <div className={panel.scroll}>
        {entries === null && failure ? (
          <EmptyState
            icon="triangle-alert"
            title={text.failed}
            text={failure.message}
            actions={<Button onClick={() => void workspace.refresh()}>{text.retry}</Button>}
          />
        ) : null}
        {entries?.length === 0 && folders.names.length === 0 ? <p className={panel.hint}>{`${text.empty}. ${text.emptyText}`}</p> : null}
        {entries && entries.length > 0 && rows.length === 0 ? <p className={panel.hint}>{text.nothing(query)}</p> : null}
        <div ref={tree} role="tree" tabIndex={-1} aria-label={text.title} onKeyDown={onKeyDown}>
          {rows.map((row) => {
            const key = keyOf(row);
            const shared = { dataKey: key, isFocusable: key === focusKey, onFocus: () => setFocused(key) };
            if (row.kind === 'folder') {
              return (
                <FolderRow
                  key={key}
                  row={row}
                  {...shared}
                  onToggle={() => toggle(row.name)}
                  items={() => folderItems(row.name, services, { folders, change })}
                  onDropWorkflow={(id) => change(moved(folders, id, row.name))}
                />
              );
            }
            return (
              <WorkflowRow
                key={key}
                row={row}
                {...shared}
                isActive={row.entry.id === active}
                onOpen={() => void openWorkflow(row.entry.id, services)}
                items={() => workflowItems(row.entry, services, { folders, change })}
              />
            );
          })}
        </div>
      </div>
    </section>
  );
}

/** Scrolls to the workflow that comes to the front; null as long as it has no row. */
function useActiveInSight(tree: RefObject<HTMLElement | null>, active: string | null): void {
  useEffect(() => {
    if (active !== null) tree.current?.querySelector(`[data-key="${CSS.escape(active)}"]`)?.scrollIntoView({ block: 'nearest' });
  }, [tree, active]);
}

type FolderControl = { readonly folders: Folders; readonly change: (next: Folders) => void };

function keyOf(row: TreeRow): string {
  return row.kind === 'folder' ? `folder ${row.name}` : row.entry.id;
}

function moved({ names, places }: Folders, id: string, folder: string | null): Folders {
  const { [id]: _before, ...others } = places;
  return { names, places: folder === null ? others : { ...others, [id]: folder } };
}

async function askFolder({ dialogs }: Services, { names }: Folders, value = ''): Promise<string | null> {
  return dialogs.prompt({
    title: text.newFolderTitle,
    label: text.folderName,
    value,
    action: text.folderAction,
    check: (name) => (name.trim() !== value && names.includes(name.trim()) ? text.folderTaken(name.trim()) : null),
  });
}

function moreItems(services: Services, run: (id: string) => void, { folders, change }: FolderControl): readonly MenuItem[] {
  const makeFolder = async () => {
    const name = await askFolder(services, folders);
    if (name !== null) change({ ...folders, names: [...folders.names, name] });
  };
  return [
    { id: 'new', label: text.create, icon: 'plus', onSelect: () => run('file.new') },
    { id: 'templates', label: text.templates.title, icon: 'layout-template', onSelect: () => services.dialogs.open('templates') },
    { id: 'import', label: text.import.title, icon: 'upload', onSelect: () => services.dialogs.open('import') },
    { id: 'line', separator: true },
    { id: 'folder', label: text.newFolder, icon: 'folder', onSelect: () => void makeFolder() },
  ];
}

function folderItems(name: string, services: Services, { folders, change }: FolderControl): readonly MenuItem[] {
  const rename = async () => {
    const next = await askFolder(services, folders, name);
    if (next === null || next === name) return;
    const places = Object.fromEntries(Object.entries(folders.places).map(([id, place]) => [id, place === name ? next : place]));
    change({ names: folders.names.map((each) => (each === name ? next : each)), places });
  };
  const remove = () => {
    const places = Object.fromEntries(Object.entries(folders.places).filter(([, place]) => place !== name));
    change({ names: folders.names.filter((each) => each !== name), places });
  };
  return [
    { id: 'rename', label: text.renameFolder, icon: 'pencil', onSelect: () => void rename() },
    { id: 'remove', label: text.removeFolder, icon: 'trash-2', onSelect: remove },
  ];
}

function workflowItems(
  { id, name }: { readonly id: string; readonly name: string },
  services: Services,
  { folders, change }: FolderControl,
): readonly MenuItem[] {
  const place = placeOf(folders, id);
  const toNew = async () => {
    const folder = await askFolder(services, folders);
    if (folder !== null) change(moved({ ...folders, names: [...folders.names, folder] }, id, folder));
  };
  return [
    { id: 'open', label: text.open, icon: 'workflow', onSelect: () => void openWorkflow(id, services) },
    { id: 'rename', label: text.rename, icon: 'pencil', shortcut: 'F2', onSelect: () => void actOnWorkflow(id, 'file.rename', services) },
    { id: 'duplicate', label: text.duplicate, icon: 'copy', onSelect: () => void actOnWorkflow(id, 'file.duplicate', services) },
    {
      id: 'move',
      label: text.move,
      icon: 'folder',
      items: [
        { id: 'none', label: text.noFolder, isChecked: place === null, onSelect: () => change(moved(folders, id, null)) },
        ...folders.names.map((folder) => ({
          id: `to ${folder}`,
          label: folder,
          isChecked: place === folder,
          onSelect: () => change(moved(folders, id, folder)),
        })),
        { id: 'new', label: text.newFolder, onSelect: () => void toNew() },
      ],
    },
    { id: 'export', label: text.export, icon: 'download', onSelect: () => void exportStored(id, services) },
    { id: 'line', separator: true },
    {
      id: 'delete',
      label: text.delete,
      icon: 'trash-2',
      shortcut: 'Delete',
      isDanger: true,
      onSelect: () => void deleteStored(id, name, services),
    },
  ];
}
