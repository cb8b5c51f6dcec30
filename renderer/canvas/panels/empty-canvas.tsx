import { useStore } from 'zustand';
import { useCommands } from '../../commands/registry.ts';
import type { SessionState } from '../../document/session.ts';
import { canvasMessages } from '../../messages/canvas.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { useCanvas, useCanvasState } from '../canvas-context.ts';
import styles from './empty-canvas.module.css';

const isEmpty = ({ workflow: { tasks, triggers, layout } }: SessionState) =>
  Object.keys(tasks).length + Object.keys(triggers ?? {}).length + (layout?.notes?.length ?? 0) === 0;
const isAdding = ({ quickAdd }: { readonly quickAdd: unknown }) => quickAdd !== null;

/** How to begin. */
export function EmptyCanvas() {
  const { model } = useCanvas();
  const { run } = useCommands();
  const isShown = useStore(model.session.store, isEmpty);
  const isBusy = useCanvasState(isAdding);
  if (!isShown || isBusy) return null;
  return (
    <div className={styles.room}>
      <EmptyState
        icon="workflow"
        title={canvasMessages.emptyTitle}
        text={canvasMessages.emptyText}
        actions={
          <>
            <Button kind="primary" icon="plus" onClick={() => run('insert.task')}>
              {canvasMessages.emptyAdd}
            </Button>
            <Button icon="layout-template" onClick={() => run('file.templates')}>
              {canvasMessages.emptyTemplates}
            </Button>
          </>
        }
      />
    </div>
  );
}
