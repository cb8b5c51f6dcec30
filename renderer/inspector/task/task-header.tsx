import { memo, useState } from 'react';
import { taskCategories } from '../../../engine/workflow/catalog.ts';
import { removeTasks } from '../../../engine/workflow/edit/remove-tasks.ts';
import { renameTask } from '../../../engine/workflow/edit/rename-task.ts';
import { setDisabled, setTaskType, setTaskValue } from '../../../engine/workflow/edit/set-task.ts';
import { groupOf, idOf, joinPath } from '../../../engine/workflow/edit/task-path.ts';
import { useServices } from '../../app/services.ts';
import { catalog } from '../../document/catalog.ts';
import { nothingSelected, selectTasks } from '../../document/selection.ts';
import type { Edit, Session } from '../../document/session.ts';
import { messages } from '../../messages/messages.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Markdown } from '../../ui/markdown.tsx';
import { Menu, type MenuItem } from '../../ui/menu.tsx';
import styles from '../head.module.css';
import { InPlace } from '../in-place.tsx';

type TaskHeaderProps = {
  readonly session: Session;
  readonly path: string;
  readonly type: string;
  readonly name: string | undefined;
  readonly isDisabled: boolean;
};

/** What is selected: its icon, name, type and id, and what can be done with it as a whole. */
export const TaskHeader = memo(function TaskHeader({ session, path, type, name, isDisabled }: TaskHeaderProps) {
  const words = messages.inspector;
  const { toasts } = useServices();
  const [isAboutOpen, setIsAboutOpen] = useState(false);
  const about = aboutOf(type);
  const id = idOf(path);
  const apply = (edit: Edit) => {
    const edited = session.edit(edit);
    if (!edited.ok) toasts.tellFailure(edited.failure);
  };
  const rename = (next: string) => {
    const value = next === '' || next === id ? undefined : next;
    apply({ label: words.renameTo(value ?? ''), change: (workflow) => setTaskValue(workflow, { path, at: ['name'], value }) });
    return null;
  };
  const changeId = (to: string) => {
    const edited = session.edit({
      label: words.changeIdTo(to),
      change: (workflow) => renameTask(workflow, { path, to }),
      select: () => selectTasks([joinPath(groupOf(path), to)]),
    });
    return edited.ok ? null : edited.failure.message;
  };

  return (
    <header className={styles.head}>
      <div className={styles.row}>
        <span className={styles.icon} data-kind={about.category}>
          <Icon name={about.icon} size={18} />
        </span>
        <div className={styles.names}>
          <h2 className={styles.title}>
            <InPlace text={name ?? id} label={words.name} action={words.rename} isTitle onSave={rename} />
          </h2>
          <div className={styles.subtitle}>
            <span className={styles.type}>{about.title}</span>
            <span aria-hidden="true">·</span>
            <InPlace text={id} label={words.id} action={words.editId} help={words.idRule} isMono onSave={changeId} />
          </div>
        </div>
        <IconButton icon="book-open" label={words.docs} size="s" isPressed={isAboutOpen} onClick={() => setIsAboutOpen(!isAboutOpen)} />
        <Menu
          align="end"
          trigger={<IconButton icon="ellipsis" label={words.actions} size="s" />}
          items={itemsFor({ session, path, type, isDisabled, apply })}
        />
      </div>
      {isDisabled ? (
        <p className={styles.disabled}>
          <Icon name="power" size={14} />
          <span className={styles.grow}>{words.isDisabled}</span>
          <Button size="s" kind="quiet" onClick={() => apply(disabling(path, false))}>
            {words.enable}
          </Button>
        </p>
      ) : null}
      {isAboutOpen ? (
        <section className={styles.about} aria-label={words.docs}>
          <p className={styles.summary}>{about.summary}</p>
          <Markdown text={about.docs} />
        </section>
      ) : null}
    </header>
  );
});

function aboutOf(type: string) {
  const words = messages.inspector;
  const manifest = catalog.get(type);
  if (manifest) return manifest;
  if (type === 'group') return { title: words.group, category: 'group', icon: 'group', summary: words.groupSummary, docs: words.groupDocs };
  return { title: type, category: 'unknown', icon: 'circle-help', summary: words.unknownType(type), docs: words.unknownTypeHelp };
}

function disabling(path: string, disabled: boolean): Edit {
  const words = messages.inspector;
  return {
    label: (disabled ? words.disableTask : words.enableTask)(idOf(path)),
    change: (workflow) => setDisabled(workflow, { paths: [path], disabled }),
  };
}

type Doing = Omit<TaskHeaderProps, 'name'> & { readonly apply: (edit: Edit) => void };

function itemsFor({ session, path, type: current, isDisabled, apply }: Doing): readonly MenuItem[] {
  const words = messages.inspector;
  const toType = (type: string, title: string, icon: string): MenuItem => ({
    id: `type ${type}`,
    label: title,
    icon,
    isChecked: type === current,
    onSelect: () => apply({ label: words.changedType(title), change: (workflow) => setTaskType(workflow, { path, type }) }),
  });
  const types = catalog.types.flatMap((type) => catalog.get(type) ?? []);
  const inCategories = taskCategories.map(
    (category): MenuItem => ({
      id: category,
      label: category.charAt(0).toUpperCase() + category.slice(1),
      items: types.filter((manifest) => manifest.category === category).map(({ type, title, icon }) => toType(type, title, icon)),
    }),
  );
  return [
    { id: 'type', label: words.changeType, icon: 'refresh-cw', items: [...inCategories, toType('group', words.group, 'group')] },
    {
      id: 'disabled',
      label: isDisabled ? words.enable : words.disable,
      icon: 'power',
      onSelect: () => apply(disabling(path, !isDisabled)),
    },
    { id: 'line', separator: true },
    {
      id: 'remove',
      label: words.remove,
      icon: 'trash-2',
      isDanger: true,
      onSelect: () => {
        session.edit({
          label: words.removeTask(idOf(path)),
          change: (workflow) => removeTasks(workflow, { paths: [path] }),
          select: () => nothingSelected,
        });
      },
    },
  ];
}
