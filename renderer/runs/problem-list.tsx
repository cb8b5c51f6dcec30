import { useStore } from 'zustand';
import { taskIds } from '../../engine/workflow/parse/subject.ts';
import type { JsonPath, Problem } from '../../engine/workflow/problem.ts';
import { useServices } from '../app/services.ts';
import { selectTasks } from '../document/selection.ts';
import type { Session, SessionState } from '../document/session.ts';
import { messages } from '../messages/messages.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { Icon } from '../ui/icon.tsx';
import { Words } from '../ui/words.tsx';
import styles from './problem-list.module.css';

const text = messages.runs.problems;
const isEmptyOf = ({ workflow }: SessionState) => Object.keys(workflow.tasks).length === 0;
const problemsOf = (state: SessionState) => state.problems;

/** Everything wrong or surprising, with a click to where it is. */
export function ProblemList({ session }: { readonly session: Session }) {
  const { surfaces, view } = useServices();
  const problems = useStore(session.store, problemsOf);
  const isEmpty = useStore(session.store, isEmptyOf);
  if (problems.length === 0) return <EmptyState icon="circle-check" title={text.none} text={isEmpty ? text.noneYet : text.noneText} />;
  const goTo = ({ path, range }: Problem) => {
    const task = taskOf(path);
    if (task !== null) {
      session.select(selectTasks([task]));
      if (path.includes('with')) view.setState({ inspectorTab: 'configure' });
      surfaces.canvas()?.reveal(task);
    }
    if (range) surfaces.code()?.reveal(range.start.offset, range.end.offset);
  };
  return (
    <ul className={styles.list}>
      {problems.map((problem, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: problems are made anew at each reading and have no identity.
        <li key={index}>
          <button type="button" className={styles.row} onClick={() => goTo(problem)}>
            <Icon name={problem.severity === 'error' ? 'circle-alert' : 'triangle-alert'} className={styles[problem.severity]} />
            <span className={styles.message}>
              <Words text={problem.message} />
            </span>
            <span className={styles.place}>{placeOf(problem)}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}

/** The path of the task that a place in the document belongs to; null: it is of the workflow itself. */
function taskOf(path: JsonPath): string | null {
  return taskIds(path).join('.') || null;
}

function placeOf({ path, range }: Problem): string {
  const where = taskOf(path) ?? path.join('.');
  return range ? `${where}  ${range.start.line}:${range.start.column}` : where;
}
