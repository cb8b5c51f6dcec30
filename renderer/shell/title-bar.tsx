import { useStore } from 'zustand';
import { useServices } from '../app/services.ts';
import { shortcutText } from '../app/shortcut.ts';
import { findCommand, useCommands } from '../commands/registry.ts';
import type { WorkspaceState } from '../document/workspace.ts';
import { messages } from '../messages/messages.ts';
import { Icon } from '../ui/icon.tsx';
import type { ViewState } from '../view/view.ts';
import { Logo } from './logo.tsx';
import { RunControls } from './run-controls.tsx';
import styles from './title-bar.module.css';
import { WorkflowTab } from './workflow-tab.tsx';

const text = messages.shell;
const tabsOf = (state: ViewState) => state.tabs;
const activeOf = (state: ViewState) => state.active;
const sessionsOf = (state: WorkspaceState) => state.sessions;

export function TitleBar() {
  const { view, workspace, platform } = useServices();
  const tabs = useStore(view, tabsOf);
  const active = useStore(view, activeOf);
  const sessions = useStore(workspace.store, sessionsOf);
  const { run } = useCommands();
  const paletteKey = findCommand('help.palette')?.shortcuts?.[0];
  return (
    <header className={styles.bar}>
      <span className={styles.logo}>
        <Logo />
      </span>
      <div className={styles.tabs} role="tablist" aria-label={text.tabs}>
        {tabs.map((id) => {
          const session = sessions[id];
          return session ? <WorkflowTab key={id} session={session} isActive={id === active} /> : null;
        })}
      </div>
      <button type="button" className={styles.search} onClick={() => run('help.palette')}>
        <Icon name="search" size={15} />
        <span className={styles.searchText}>{text.search}</span>
        {paletteKey ? <kbd className={styles.key}>{shortcutText(paletteKey, platform.isMac)}</kbd> : null}
      </button>
      <RunControls active={active} />
    </header>
  );
}
