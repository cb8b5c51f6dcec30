import { useStore } from 'zustand';
import { useServices } from '../app/services.ts';
import type { Session, SessionState } from '../document/session.ts';
import type { WorkspaceState } from '../document/workspace.ts';
import { messages } from '../messages/messages.ts';
import { Icon } from '../ui/icon.tsx';
import { Menu } from '../ui/menu.tsx';
import type { ViewState } from '../view/view.ts';
import { useEngineState } from './engine-state.ts';
import styles from './status-bar.module.css';
import { themeItems } from './theme.ts';

const text = messages.shell.status;
const activeOf = (state: ViewState) => state.active;
const sessionsOf = (state: WorkspaceState) => state.sessions;
const themeOf = (state: ViewState) => state.theme;
const problemsOf = (state: SessionState) => state.problems;

export function StatusBar() {
  const { view, workspace } = useServices();
  const active = useStore(view, activeOf);
  const session = useStore(workspace.store, sessionsOf)[active ?? ''];
  const engine = useEngineState();
  return (
    <footer className={styles.bar}>
      <span className={`${styles.engine} ${styles[engine.state]}`} role="status">
        <span className={styles.dot} />
        {engine.text}
      </span>
      {engine.load === '' ? null : <span className={styles.load}>{engine.load}</span>}
      <span className={styles.space} />
      {session ? <ProblemCount session={session} /> : null}
      <ThemeMenu />
    </footer>
  );
}

function ProblemCount({ session }: { readonly session: Session }) {
  const { view } = useServices();
  const problems = useStore(session.store, problemsOf);
  const errors = problems.filter((problem) => problem.severity === 'error').length;
  const warnings = problems.length - errors;
  const icon = errors > 0 ? 'circle-alert' : warnings > 0 ? 'triangle-alert' : 'circle-check';
  const open = () => view.setState({ isDrawerOpen: true, drawerTab: 'problems' });
  return (
    <button type="button" className={`${styles.button} ${errors > 0 ? styles.errors : ''}`} onClick={open}>
      <Icon name={icon} size={13} />
      {problems.length === 0 ? text.noProblems : text.problems(errors, warnings)}
    </button>
  );
}

function ThemeMenu() {
  const { view } = useServices();
  const theme = useStore(view, themeOf);
  return (
    <Menu
      side="top"
      align="end"
      trigger={
        <button type="button" className={styles.button} aria-label={`${messages.shell.theme}: ${messages.shell.themes[theme]}`}>
          <Icon name="contrast" size={13} />
          {messages.shell.themes[theme]}
        </button>
      }
      items={themeItems(view, theme)}
    />
  );
}
