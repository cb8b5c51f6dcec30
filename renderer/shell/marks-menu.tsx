import { useStore } from 'zustand';
import { taskAt } from '../../engine/workflow/graph/walk.ts';
import { useServices } from '../app/services.ts';
import { findCommand, useCommands } from '../commands/registry.ts';
import { selectTasks } from '../document/selection.ts';
import type { Session, SessionState } from '../document/session.ts';
import { taskNameAt } from '../document/task-name.ts';
import { messages } from '../messages/messages.ts';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { Menu, type MenuItem } from '../ui/menu.tsx';
import { marksOf, onlyOf } from '../view/run-marks.ts';
import styles from './run-controls.module.css';

const text = messages.shell.marks;
const workflowOf = (state: SessionState) => state.workflow;

/** Says that runs stop or use kept outputs, and leads to where; not there while they do not. */
export function MarksMenu({ session }: { readonly session: Session }) {
  const { marks, surfaces } = useServices();
  const { run } = useCommands();
  const workflow = useStore(session.store, workflowOf);
  const { breakpoints, pins } = onlyOf(marksOf(useStore(marks.store), session.id), (path) => taskAt(workflow, path) !== undefined);
  const pinned = Object.keys(pins);
  if (breakpoints.length + pinned.length === 0) return null;
  const goTo =
    (icon: string) =>
    (path: string): MenuItem => ({
      id: `${icon} ${path}`,
      label: taskNameAt(workflow, path),
      icon,
      onSelect: () => {
        session.select(selectTasks([path]));
        surfaces.canvas()?.reveal(path);
      },
    });
  const command = (id: string): MenuItem => {
    const found = findCommand(id);
    return { id, label: typeof found?.label === 'string' ? found.label : id, icon: found?.icon, onSelect: () => run(id) };
  };
  return (
    <Menu
      align="end"
      trigger={triggerOf(breakpoints.length, pinned.length)}
      items={[
        ...breakpoints.map(goTo('octagon-pause')),
        ...pinned.map(goTo('pin')),
        { id: 'line', separator: true },
        ...(breakpoints.length > 0 ? [command('run.removeBreakpoints')] : []),
        ...(pinned.length > 0 ? [command('run.unpinAll')] : []),
      ]}
    />
  );
}

function triggerOf(breakpoints: number, pinned: number) {
  const words = [breakpoints > 0 ? `${breakpoints} ${text.breakpoints(breakpoints)}` : '', pinned > 0 ? `${pinned} ${text.pinned}` : ''];
  return (
    <Button kind="quiet" className={styles.marks} title={words.filter(Boolean).join(', ')}>
      {breakpoints > 0 ? (
        <span className={styles.count}>
          <span className={styles.breakpoint}>
            <Icon name="pause" size={9} />
          </span>
          {breakpoints}
          <span className="visually-hidden">{text.breakpoints(breakpoints)}</span>
        </span>
      ) : null}
      {pinned > 0 ? (
        <span className={styles.count}>
          <Icon name="pin" size={14} className={styles.pin} />
          {pinned}
          <span className="visually-hidden">{text.pinned}</span>
        </span>
      ) : null}
    </Button>
  );
}
