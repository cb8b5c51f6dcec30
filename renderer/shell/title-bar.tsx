import { useStore } from 'zustand';
import { useServices } from '../app/services.ts';
import { shortcutText } from '../app/shortcut.ts';
import { findCommand, useCommands } from '../commands/registry.ts';
import type { WorkspaceState } from '../document/workspace.ts';
import { messages } from '../messages/messages.ts';
import type { RunState } from '../run-state/run-state.ts';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import type { ViewState } from '../view/view.ts';
import { Logo } from './logo.tsx';
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
      <RunButton active={active} />
    </header>
  );
}

/** Starts a run of the workflow in front; cancels it while one goes on. */
function RunButton({ active }: { readonly active: string | null }) {
  const { runs } = useServices();
  const { run } = useCommands();
  const status = useStore(runs.store, (state: ReturnType<RunState['store']['getState']>) =>
    active ? state.runs[active]?.status : undefined,
  );
  const isGoing = status === 'queued' || status === 'running' || status === 'waiting' || status === 'paused';
  if (isGoing) {
    return (
      <Button icon="square" onClick={() => run('run.cancel')}>
        {text.cancelRun}
      </Button>
    );
  }
  return (
    <Button kind="primary" icon="play" disabled={active === null} onClick={() => run('run.start')}>
      {text.run}
    </Button>
  );
}
