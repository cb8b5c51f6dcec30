import { ReactFlowProvider } from '@xyflow/react';
import { useEffect, useMemo } from 'react';
import { useServices } from '../app/services.ts';
import type { Session } from '../document/session.ts';
import type { TaskStates } from '../run-state/task-states.ts';
import { CanvasProvider } from './canvas-context.ts';
import { createCanvasModel } from './canvas-model.ts';
import { Stage } from './stage.tsx';

/** A workflow as a drawing that can be edited. `taskStates`: the run that it shows; null for none. */
export function Canvas({ session, taskStates }: { readonly session: Session; readonly taskStates: TaskStates | null }) {
  const services = useServices();
  const model = useMemo(() => {
    const created = createCanvasModel(session, services);
    // What is there from the first frame on need not be drawn twice.
    created.redraw();
    return created;
  }, [session, services]);
  useEffect(() => model.follow(), [model]);
  const parts = useMemo(() => ({ model, taskStates }), [model, taskStates]);
  return (
    <CanvasProvider value={parts}>
      <ReactFlowProvider key={session.id}>
        <Stage />
      </ReactFlowProvider>
    </CanvasProvider>
  );
}
