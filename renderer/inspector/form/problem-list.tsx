import type { Problem, ProblemFix } from '../../../engine/workflow/problem.ts';
import { useServices } from '../../app/services.ts';
import { Words } from '../../ui/words.tsx';
import styles from './field-row.module.css';
import { fixEdit } from './fix-edit.ts';
import { shortMessage } from './problems-at.ts';

const mostShown = 4;

/** What is wrong at a place, each with its remedy where there is one. */
export function ProblemList({ problems }: { readonly problems: readonly Problem[] }) {
  const { workspace, toasts } = useServices();

  function apply(fix: ProblemFix): void {
    const edited = workspace.active()?.edit(fixEdit(fix));
    if (edited && !edited.ok) toasts.tellFailure(edited.failure);
  }

  return problems.slice(0, mostShown).map((problem) => {
    const { fix } = problem;
    return (
      <p
        key={`${problem.code} ${problem.path.join('.')} ${problem.message}`}
        className={problem.severity === 'error' ? styles.error : styles.warning}
      >
        <Words text={shortMessage(problem)} />
        {fix ? (
          <button type="button" className={styles.fix} onClick={() => apply(fix)}>
            {fix.title}
          </button>
        ) : null}
      </p>
    );
  });
}
