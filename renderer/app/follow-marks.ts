// Breakpoints and pins stay with their tasks, however these get to other paths: renamed, grouped, undone, typed.
import { movedTasks } from '../document/moved-tasks.ts';
import type { Session } from '../document/session.ts';
import { markedPaths, withMoves } from '../view/run-marks.ts';
import type { Services } from './services.ts';

/** Until the function it gives is called. */
export function followMarks({ workspace, marks }: Pick<Services, 'workspace' | 'marks'>): () => void {
  const ends = new Map<Session, () => void>();

  function follow({ id, store }: Session): () => void {
    return store.subscribe((now, before) => {
      if (now.workflow === before.workflow) return;
      const moves = movedTasks(before.workflow, now.workflow, markedPaths(marks.of(id)));
      if (moves.size > 0) marks.change(id, (own) => withMoves(own, moves));
    });
  }

  function update(): void {
    const open = new Set(Object.values(workspace.store.getState().sessions));
    for (const session of open) if (!ends.has(session)) ends.set(session, follow(session));
    for (const [session, end] of ends) {
      if (open.has(session)) continue;
      end();
      ends.delete(session);
    }
  }

  update();
  const stop = workspace.store.subscribe(update);
  return () => {
    stop();
    for (const end of ends.values()) end();
  };
}
