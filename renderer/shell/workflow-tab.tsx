import { useStore } from 'zustand';
import { useServices } from '../app/services.ts';
import { useCommands } from '../commands/registry.ts';
import { isDirty, type Session, type SessionState } from '../document/session.ts';
import { messages } from '../messages/messages.ts';
import { Icon } from '../ui/icon.tsx';
import styles from './title-bar.module.css';

const text = messages.shell;
const nameOf = ({ workflow }: SessionState) => workflow.name ?? workflow.id;

/** One open workflow: arrows move between tabs, Delete and the middle button close one. */
export function WorkflowTab({ session, isActive }: { readonly session: Session; readonly isActive: boolean }) {
  const { view } = useServices();
  const name = useStore(session.store, nameOf);
  const dirty = useStore(session.store, isDirty);
  const { run } = useCommands();
  const activate = () => view.setState({ active: session.id });
  const close = () => {
    activate();
    run('file.close');
  };
  const onKeyDown = (event: React.KeyboardEvent<HTMLElement>) => {
    if (event.key === 'Delete') close();
    const { tabs } = view.getState();
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    const next = tabs[tabs.indexOf(session.id) + step];
    if (step === 0 || next === undefined) return;
    view.setState({ active: next });
    document.getElementById(`tab-${next}`)?.focus();
  };
  return (
    <div className={`${styles.tab} ${isActive ? styles.active : ''}`} role="presentation">
      <button
        type="button"
        id={`tab-${session.id}`}
        role="tab"
        aria-selected={isActive}
        aria-controls="workbench"
        aria-keyshortcuts="Delete"
        tabIndex={isActive ? 0 : -1}
        className={styles.tabButton}
        onClick={activate}
        onAuxClick={(event) => event.button === 1 && close()}
        onKeyDown={onKeyDown}
        title={name}
      >
        <Icon name="workflow" size={15} />
        <span className={styles.tabName}>{name}</span>
        {dirty ? <span className={styles.dot} role="img" aria-label={text.unsaved} /> : null}
      </button>
      {/* For the pointer alone: a list of tabs has tabs only, and theirs is the Delete key. */}
      <button type="button" className={styles.tabClose} aria-hidden title={text.closeTab(name)} tabIndex={-1} onClick={close}>
        <Icon name="x" size={13} />
      </button>
    </div>
  );
}
