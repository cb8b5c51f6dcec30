import { Suspense, useEffect, useMemo } from 'react';
import { Group, Panel, Separator, useDefaultLayout } from 'react-resizable-panels';
import { useStore } from 'zustand';
import { useServices } from '../app/services.ts';
import { Canvas } from '../canvas/canvas.tsx';
import type { Session, SessionState } from '../document/session.ts';
import { messages } from '../messages/messages.ts';
import { taskStatesOf } from '../run-state/task-states-port.ts';
import { Button } from '../ui/button.tsx';
import { modeOf, modes, type ViewState } from '../view/view.ts';
import { ConflictBanner } from './conflict-banner.tsx';
import { ErrorBoundary } from './error-boundary.tsx';
import { CodeView, Drawer } from './lazy-parts.ts';
import separators from './main-area.module.css';
import styles from './workbench.module.css';

const isDrawerOpenOf = (state: ViewState) => state.isDrawerOpen;
const graphOf = (state: SessionState) => state.graph;
const text = messages.shell;
const panelsOf = { design: ['canvas'], split: ['canvas', 'code'], code: ['code'] };

/** One workflow as canvas, as code, or both side by side, with the drawer below. */
export function Workbench({ session }: { readonly session: Session }) {
  const { view, runs, platform } = useServices();
  const mode = useStore(view, (state) => modeOf(state, session.id));
  const isDrawerOpen = useStore(view, isDrawerOpenOf);
  const taskStates = useMemo(() => taskStatesOf(runs, session.id), [runs, session.id]);
  const upper = useDefaultLayout({ id: 'millrace.work', panelIds: panelsOf[mode], storage: platform.kept });
  const rows = useDefaultLayout({ id: 'millrace.rows', panelIds: isDrawerOpen ? ['upper', 'drawer'] : ['upper'], storage: platform.kept });
  useEffect(() => void runs.showLatest(session.id), [runs, session.id]);
  return (
    <Group orientation="vertical" {...layoutProps(rows)}>
      <Panel id="upper" minSize={160}>
        <div className={styles.upper}>
          <ConflictBanner session={session} />
          <Group orientation="horizontal" className={styles.parts} {...layoutProps(upper)}>
            {mode !== 'code' ? (
              <Panel id="canvas" minSize={200}>
                <div className={styles.canvas}>
                  <div className={styles.floating}>
                    <ModeSwitch session={session} />
                  </div>
                  <GraphBanner session={session} />
                  <ErrorBoundary>
                    <Canvas session={session} taskStates={taskStates} />
                  </ErrorBoundary>
                </div>
              </Panel>
            ) : null}
            {mode === 'split' ? <Separator className={separators.separator} aria-label={text.resize.code} /> : null}
            {mode !== 'design' ? (
              <Panel id="code" minSize={200}>
                <div className={styles.code}>
                  {mode === 'code' ? (
                    <div className={styles.bar}>
                      <ModeSwitch session={session} />
                    </div>
                  ) : null}
                  <ErrorBoundary>
                    <Suspense fallback={null}>
                      <div className={styles.editor}>
                        <CodeView session={session} />
                      </div>
                    </Suspense>
                  </ErrorBoundary>
                </div>
              </Panel>
            ) : null}
          </Group>
        </div>
      </Panel>
      {isDrawerOpen ? <Separator className={`${separators.separator} ${separators.row}`} aria-label={text.resize.drawer} /> : null}
      {isDrawerOpen ? (
        <Panel id="drawer" defaultSize={230} minSize={120} groupResizeBehavior="preserve-pixel-size">
          <ErrorBoundary>
            <Suspense fallback={null}>
              <Drawer session={session} />
            </Suspense>
          </ErrorBoundary>
        </Panel>
      ) : null}
    </Group>
  );
}

function layoutProps({ defaultLayout, onLayoutChanged }: ReturnType<typeof useDefaultLayout>) {
  return { onLayoutChanged, ...(defaultLayout ? { defaultLayout } : {}) };
}

function ModeSwitch({ session }: { readonly session: Session }) {
  const { view } = useServices();
  const mode = useStore(view, (state) => modeOf(state, session.id));
  return (
    <div className={styles.modes} role="radiogroup" aria-label={text.modeLabel}>
      {modes.map((each) => (
        // biome-ignore lint/a11y/useSemanticElements: a segmented control; radio inputs cannot be drawn as one.
        <button
          key={each}
          type="button"
          role="radio"
          aria-checked={each === mode}
          className={styles.mode}
          onClick={() => view.setState({ modes: { ...view.getState().modes, [session.id]: each } })}
        >
          {text.modes[each]}
        </button>
      ))}
    </div>
  );
}

/** Says why the canvas is dimmed. */
function GraphBanner({ session }: { readonly session: Session }) {
  const { view } = useServices();
  const graph = useStore(session.store, graphOf);
  const mode = useStore(view, (state) => modeOf(state, session.id));
  if (graph === 'current') return null;
  const showCode = () => view.setState({ modes: { ...view.getState().modes, [session.id]: 'split' } });
  return (
    <div className={styles.banner} role="status">
      <span>{graph === 'stale' ? `${text.stale.title} ${text.stale.text}` : text.partial}</span>
      {mode === 'design' ? (
        <Button size="s" onClick={showCode}>
          {text.stale.action}
        </Button>
      ) : null}
    </div>
  );
}
