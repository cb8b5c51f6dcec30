import { Suspense } from 'react';
import { Group, Panel, Separator, useDefaultLayout } from 'react-resizable-panels';
import { useStore } from 'zustand';
import { useServices } from '../app/services.ts';
import type { Session } from '../document/session.ts';
import type { WorkspaceState } from '../document/workspace.ts';
import { messages } from '../messages/messages.ts';
import type { ViewState } from '../view/view.ts';
import { SidePanel } from '../workflows/side-panel.tsx';
import { Welcome } from '../workflows/welcome.tsx';
import { ErrorBoundary } from './error-boundary.tsx';
import { Inspector } from './lazy-parts.ts';
import styles from './main-area.module.css';
import { useFollowedRun, useOutputReader } from './use-run.ts';
import { Workbench } from './workbench.tsx';

const activeOf = (state: ViewState) => state.active;
const isSideOpenOf = (state: ViewState) => state.isSideOpen;
const isInspectorOpenOf = (state: ViewState) => state.isInspectorOpen;
const sessionsOf = (state: WorkspaceState) => state.sessions;

/** In a window that is less wide the panels begin smaller: the canvas is what the window is for. */
const narrowBelow = 1200;

/** Side panel, workflow and inspector, as wide as the person made them. */
export function Main() {
  const { view, workspace, platform } = useServices();
  const active = useStore(view, activeOf);
  const isSideOpen = useStore(view, isSideOpenOf);
  const session = useStore(workspace.store, sessionsOf)[active ?? ''];
  const isInspectorOpen = useStore(view, isInspectorOpenOf) && session !== undefined;
  const panelIds = [...(isSideOpen ? ['side'] : []), 'work', ...(isInspectorOpen ? ['inspector'] : [])];
  const { defaultLayout, onLayoutChanged } = useDefaultLayout({ id: 'millrace.main', panelIds, storage: platform.kept });
  return (
    <Group
      orientation="horizontal"
      className={styles.group}
      {...(defaultLayout ? { defaultLayout } : {})}
      onLayoutChanged={onLayoutChanged}
    >
      {isSideOpen ? (
        <Panel
          id="side"
          defaultSize={window.innerWidth < narrowBelow ? 190 : 224}
          minSize={180}
          maxSize={420}
          groupResizeBehavior="preserve-pixel-size"
          className={styles.side}
        >
          <ErrorBoundary>
            <SidePanel />
          </ErrorBoundary>
        </Panel>
      ) : null}
      {isSideOpen ? <Separator className={styles.separator} aria-label={messages.shell.resize.side} /> : null}
      <Panel id="work" minSize={280}>
        <main id="workbench" className={styles.work}>
          <ErrorBoundary>{session ? <Workbench key={session.id} session={session} /> : <Welcome />}</ErrorBoundary>
        </main>
      </Panel>
      {isInspectorOpen ? <Separator className={styles.separator} aria-label={messages.shell.resize.inspector} /> : null}
      {isInspectorOpen && session ? (
        <Panel
          id="inspector"
          defaultSize={window.innerWidth < narrowBelow ? 280 : 320}
          minSize={280}
          maxSize={640}
          groupResizeBehavior="preserve-pixel-size"
          className={styles.inspector}
        >
          <ErrorBoundary key={session.id}>
            <Suspense fallback={null}>
              <InspectorOf session={session} />
            </Suspense>
          </ErrorBoundary>
        </Panel>
      ) : null}
    </Group>
  );
}

function InspectorOf({ session }: { readonly session: Session }) {
  const run = useFollowedRun(session.id);
  const readOutput = useOutputReader(run?.id ?? null);
  return <Inspector session={session} run={run} readOutput={readOutput} />;
}
