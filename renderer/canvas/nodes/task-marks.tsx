import { canvasMessages } from '../../messages/canvas.ts';
import { Icon } from '../../ui/icon.tsx';
import styles from './task-marks.module.css';
import { useHasBreakpoint, useIsPinned } from './use-marks.ts';

type TaskMarksProps = { readonly path: string /** As seen from afar: larger, and without words. */; readonly isSimple?: boolean };

/** How the person runs the task: whether runs stop before it, and whether they use a pinned output instead of it. */
export function TaskMarks({ path, isSimple = false }: TaskMarksProps) {
  const hasBreakpoint = useHasBreakpoint(path);
  const isPinned = useIsPinned(path);
  if (!hasBreakpoint && !isPinned) return null;
  const size = isSimple ? 26 : 12;
  return (
    <span className={`${styles.marks} ${isSimple ? styles.simple : ''}`}>
      {hasBreakpoint ? (
        <span className={styles.breakpoint} role="img" aria-label={canvasMessages.breakpoint} title={canvasMessages.breakpointHelp}>
          <Icon name="pause" size={size} />
        </span>
      ) : null}
      {isPinned ? (
        <span className={styles.pin} role="img" aria-label={canvasMessages.pinned} title={canvasMessages.pinnedHelp}>
          <Icon name="pin" size={size} />
          {isSimple ? null : canvasMessages.pinned}
        </span>
      ) : null}
    </span>
  );
}
