import { useState } from 'react';
import { useStore } from 'zustand';
import type { SkipReason } from '../../../engine/run/event.ts';
import type { Task } from '../../../engine/workflow/schema.ts';
import { useServices } from '../../app/services.ts';
import { useCommands } from '../../commands/registry.ts';
import type { Session } from '../../document/session.ts';
import { messages } from '../../messages/messages.ts';
import { isPinnable } from '../../run-state/pin-from.ts';
import type { FollowedRun, TaskState } from '../../run-state/run-state.ts';
import { shortRunId } from '../../run-state/short-run-id.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { marksOf, pinOf, withPins } from '../../view/run-marks.ts';
import styles from '../inspector.module.css';
import { usePreviewData } from '../preview/preview-data.ts';
import { loopAround, pathInRun } from '../preview/preview-scope.ts';
import { Section } from '../section.tsx';
import own from './data.module.css';
import { ErrorView } from './error-view.tsx';
import { ItemPicker } from './item-picker.tsx';
import { BreakpointNotice, PinNotice } from './notices.tsx';
import { OutputView } from './output-view.tsx';
import { Resolved } from './resolved.tsx';
import { StateFacts } from './state-facts.tsx';

type DataTabProps = { readonly session: Session; readonly task: Task; readonly path: string };

/** What the run that is shown knows of the task: how it went, what went in, what came out; and whether runs use that again. */
export function DataTab({ session, task, path }: DataTabProps) {
  return (
    <>
      <PinNotice workflow={session.id} path={path} />
      <RunData session={session} task={task} path={path} />
    </>
  );
}

function RunData({ session, task, path }: DataTabProps) {
  const words = messages.inspector.data;
  const commands = useCommands();
  const { run, workflow } = usePreviewData();
  const [item, setItem] = useState(0);
  if (run === null) {
    const button = (
      <Button kind="primary" icon="play" onClick={() => commands.run('run.start')}>
        {words.run}
      </Button>
    );
    return <EmptyState icon="activity" title={words.none} text={words.noneHelp} actions={button} />;
  }
  const loop = loopAround(workflow, path);
  const inRun = pathInRun(workflow, path, item);
  const count = loop === undefined ? 0 : (run.tasks.get(loop)?.items?.count ?? 0);
  const state = run.tasks.get(inRun) ?? run.tasks.get(path);
  if (!state || state.status === 'pending') return <EmptyState icon="circle-dashed" title={words.notReached} text={words.notReachedHelp} />;
  return (
    <div className={styles.body}>
      {count > 1 ? <ItemPicker index={item} count={count} onChange={setItem} /> : null}
      {state.waiting === 'breakpoint' ? <BreakpointNotice run={run.id} path={path} /> : null}
      <StateFacts state={state} origin={originOf(run, path, state)} />
      {state.skipped === null ? null : <Skipped reason={state.skipped} />}
      {state.failure ? (
        <Section title={words.error}>
          <ErrorView failure={state.failure} />
        </Section>
      ) : null}
      {hasOutput(state) ? (
        <OutputView
          path={inRun}
          action={state.from === 'pin' ? null : <PinButton workflow={session.id} run={run} path={path} inRun={inRun} />}
        />
      ) : null}
      {state.status === 'skipped' || task.type === 'group' ? null : (
        <Resolved task={task} path={path} startsOpen={state.waiting === 'breakpoint'} />
      )}
    </div>
  );
}

/** Where the result is from, when the task did not run. */
function originOf({ events: [created] }: FollowedRun, path: string, { from }: TaskState): string | null {
  const pinned = created?.type === 'run.created' ? (created.pinned ?? {}) : {};
  const pin = from === 'pin' && Object.hasOwn(pinned, path) ? pinned[path] : undefined;
  if (pin) return messages.inspector.data.pinnedIn(shortRunId(pin.run));
  return from ? messages.states.from[from] : null;
}

type PinButtonProps = { readonly workflow: string; readonly run: FollowedRun; readonly path: string; readonly inRun: string };

function PinButton({ workflow, run, path, inRun }: PinButtonProps) {
  const { marks } = useServices();
  const own = marksOf(useStore(marks.store), workflow);
  const pin = pinOf(own, path);
  if (pin?.run === run.id && pin.path === inRun) return null;
  if (!isPinnable(run, inRun)) return null;
  const set = () => marks.change(workflow, (now) => withPins(now, new Map([[path, { run: run.id, path: inRun }]])));
  return <IconButton size="s" icon="pin" label={messages.inspector.data.pinThis} onClick={set} />;
}

function hasOutput({ status, items, failure }: TaskState): boolean {
  return status === 'succeeded' || (items !== null && items.succeeded > 0) || (status === 'failed' && failure === null);
}

function Skipped({ reason }: { readonly reason: SkipReason }) {
  const words = messages.inspector.data;
  return (
    <Section title={words.skipped}>
      <p className={own.words}>{messages.states.skips[reason]}</p>
    </Section>
  );
}
