import { useMemo } from 'react';
import { useStore } from 'zustand';
import { useServices } from '../app/services.ts';
import { useCommands } from '../commands/registry.ts';
import type { Session, SessionState } from '../document/session.ts';
import { taskNameAt } from '../document/task-name.ts';
import { durationText } from '../messages/duration.ts';
import { messages } from '../messages/messages.ts';
import type { FollowedRun } from '../run-state/run-state.ts';
import { shortRunId } from '../run-state/short-run-id.ts';
import { EventList } from '../runs/event-list.tsx';
import { Logs } from '../runs/logs.tsx';
import { ProblemList } from '../runs/problem-list.tsx';
import { Timeline } from '../runs/timeline.tsx';
import { Button, IconButton } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { StateIcon } from '../ui/state-icon.tsx';
import { Tabs } from '../ui/tabs.tsx';
import type { DrawerTab, ViewState } from '../view/view.ts';
import styles from './drawer.module.css';
import { useFollowedRun } from './use-run.ts';

const text = messages.runs;
const tabOf = (state: ViewState) => state.drawerTab;
const problemsOf = (state: SessionState) => state.problems;
const selectedOf = (state: SessionState) => state.selection.tasks;

/** What the run does, and what is wrong with the workflow. */
export function Drawer({ session }: { readonly session: Session }) {
  const { view } = useServices();
  const tab = useStore(view, tabOf);
  const problems = useStore(session.store, problemsOf);
  const selected = useStore(session.store, selectedOf);
  const run = useFollowedRun(session.id);
  const named = useMemo(() => {
    const { workflow } = session.store.getState();
    return selected.map((path) => ({ path, name: taskNameAt(workflow, path) }));
  }, [session, selected]);
  const none = <NoRun />;
  return (
    <section className={styles.drawer} aria-label={text.drawer.label}>
      <Tabs<DrawerTab>
        label={text.drawer.label}
        value={tab}
        onChange={(drawerTab) => view.setState({ drawerTab })}
        aside={<Aside run={run} onClose={() => view.setState({ isDrawerOpen: false })} />}
        tabs={[
          { id: 'tasks', label: text.drawer.tasks, content: run ? <Timeline session={session} run={run} /> : none },
          { id: 'logs', label: text.drawer.logs, content: run ? <Logs lines={run.logs} tasks={named} /> : none },
          { id: 'events', label: text.drawer.events, content: run ? <EventList events={run.events} /> : none },
          {
            id: 'problems',
            label: text.drawer.problems,
            badge: problems.length > 0 ? <span className={styles.count}>{problems.length}</span> : null,
            content: <ProblemList session={session} />,
          },
        ]}
      />
    </section>
  );
}

function NoRun() {
  const { run } = useCommands();
  const action = (
    <Button icon="play" onClick={() => run('run.start')}>
      {text.run}
    </Button>
  );
  return <EmptyState icon="circle-play" title={text.noRun} text={text.noRunText} actions={action} />;
}

function Aside({ run, onClose }: { readonly run: FollowedRun | null; readonly onClose: () => void }) {
  const { runs } = useServices();
  const words = run ? wordsOf(run) : '';
  return (
    <span className={styles.aside}>
      {run ? (
        <>
          <StateIcon status={run.status} size={14} />
          <span className={styles.run} title={words}>
            {words}
          </span>
          <IconButton label={text.drawer.leave} icon="eye-off" size="s" side="top" onClick={() => runs.leave(run.workflow)} />
        </>
      ) : null}
      <IconButton label={text.drawer.close} icon="panel-bottom" size="s" side="top" onClick={onClose} />
    </span>
  );
}

function wordsOf(run: FollowedRun): string {
  const lost = run.isLive ? '' : text.drawer.lost;
  return [text.drawer.run(shortRunId(run.id)), text.statuses[run.status], took(run), lost, ...choicesOf(run)].filter(Boolean).join(' · ');
}

function took({ startedAt, finishedAt }: FollowedRun): string {
  return startedAt !== null && finishedAt !== null ? durationText(finishedAt - startedAt) : '';
}

/** How the run departs from a plain one: where it went up to, what it was started in. */
function choicesOf({ events: [created] }: FollowedRun): readonly string[] {
  if (created?.type !== 'run.created') return [];
  const { upTo, environment } = created;
  return [environment ? text.drawer.environment(environment) : '', upTo === undefined ? '' : text.drawer.upTo(upTo)];
}
