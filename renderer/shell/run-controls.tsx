import { useStore } from 'zustand';
import { useServices } from '../app/services.ts';
import { shortcutText } from '../app/shortcut.ts';
import { findCommand, useCommands } from '../commands/registry.ts';
import type { WorkspaceState } from '../document/workspace.ts';
import { messages } from '../messages/messages.ts';
import { isAtBreakpoint, type RunState } from '../run-state/run-state.ts';
import { Button } from '../ui/button.tsx';
import { EnvironmentMenu } from './environment-menu.tsx';
import { MarksMenu } from './marks-menu.tsx';
import styles from './run-controls.module.css';

const text = messages.shell;
const sessionsOf = (state: WorkspaceState) => state.sessions;

/** How the workflow in front runs, and the button that runs it. */
export function RunControls({ active }: { readonly active: string | null }) {
  const { workspace } = useServices();
  const session = useStore(workspace.store, sessionsOf)[active ?? ''];
  return (
    <div className={styles.controls}>
      {session ? <EnvironmentMenu workflow={session.id} /> : null}
      {session ? <MarksMenu session={session} /> : null}
      <RunButtons active={active} />
    </div>
  );
}

type Runs = ReturnType<RunState['store']['getState']>;

/** Starts a run of the workflow in front; while one goes on, cancels it, and lets it go on from its breakpoints. */
function RunButtons({ active }: { readonly active: string | null }) {
  const { runs, platform } = useServices();
  const { run } = useCommands();
  const status = useStore(runs.store, (state: Runs) => (active ? state.runs[active]?.status : undefined));
  const isStopped = useStore(runs.store, (state: Runs) => {
    const shown = active ? state.runs[active] : undefined;
    return shown !== undefined && isAtBreakpoint(shown);
  });
  const isGoing = status === 'queued' || status === 'running' || status === 'waiting' || status === 'paused';
  if (!isGoing) {
    return (
      <Button kind="primary" icon="play" disabled={active === null} onClick={() => run('run.start')}>
        {text.run}
      </Button>
    );
  }
  const [key] = findCommand('run.continue')?.shortcuts ?? [];
  return (
    <>
      {isStopped ? (
        <Button
          kind="primary"
          icon="step-forward"
          title={text.continueHelp(key ? shortcutText(key, platform.isMac) : '')}
          onClick={() => run('run.continue')}
        >
          {text.continue}
        </Button>
      ) : null}
      <Button icon="square" onClick={() => run('run.cancel')}>
        {text.cancelRun}
      </Button>
    </>
  );
}
