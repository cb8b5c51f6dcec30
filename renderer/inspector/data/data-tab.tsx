import { useState } from 'react';
import type { Task } from '../../../engine/workflow/schema.ts';
import { useCommands } from '../../commands/registry.ts';
import { messages } from '../../messages/messages.ts';
import type { TaskState } from '../../run-state/run-state.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import styles from '../inspector.module.css';
import { usePreviewData } from '../preview/preview-data.ts';
import { loopAround, pathInRun } from '../preview/preview-scope.ts';
import { Section } from '../section.tsx';
import own from './data.module.css';
import { ErrorView } from './error-view.tsx';
import { ItemPicker } from './item-picker.tsx';
import { OutputView } from './output-view.tsx';
import { Resolved } from './resolved.tsx';
import { StateFacts } from './state-facts.tsx';

/** What the run that is shown knows of the task: how it went, what went in, what came out. */
export function DataTab({ task, path }: { readonly task: Task; readonly path: string }) {
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
      <StateFacts state={state} />
      {state.skipped === null ? null : <Skipped reason={state.skipped} />}
      {state.failure ? (
        <Section title={words.error}>
          <ErrorView failure={state.failure} />
        </Section>
      ) : null}
      {hasOutput(state) ? <OutputView path={inRun} /> : null}
      {state.status === 'skipped' || task.type === 'group' ? null : <Resolved task={task} path={path} />}
    </div>
  );
}

function hasOutput({ status, items, failure }: TaskState): boolean {
  return status === 'succeeded' || (items !== null && items.succeeded > 0) || (status === 'failed' && failure === null);
}

function Skipped({ reason }: { readonly reason: string }) {
  const words = messages.inspector.data;
  return (
    <Section title={words.skipped}>
      <p className={own.words}>{words.skips[reason] ?? reason}</p>
    </Section>
  );
}
