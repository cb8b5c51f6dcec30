import { Icon } from '../../ui/icon.tsx';
import { useCanvas, useCanvasState } from '../canvas-context.ts';
import styles from './hint-at-pointer.module.css';

/** Why something is refused, where the person is looking. */
export function HintAtPointer() {
  const { model } = useCanvas();
  const hint = useCanvasState((state) => state.hint);
  const frame = model.element?.getBoundingClientRect();
  return (
    <div className={styles.room} role="status">
      {hint && frame ? (
        <p className={styles.hint} style={{ left: hint.at.x - frame.left + 16, top: hint.at.y - frame.top + 18 }}>
          <Icon name="ban" size={14} className={styles.icon} />
          {plain(hint.text)}
        </p>
      ) : null}
    </div>
  );
}

/** Messages put names into backticks, for places that show Markdown. */
function plain(text: string): string {
  return text.replaceAll('`', '');
}
