import { useStore } from 'zustand';
import { useServices } from '../../app/services.ts';
import { messages } from '../../messages/messages.ts';
import { shortRunId } from '../../run-state/short-run-id.ts';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { marksOf, pinOf, withPins } from '../../view/run-marks.ts';
import styles from './notices.module.css';

/** That the task does not run: its results come from another run. */
export function PinNotice({ workflow, path }: { readonly workflow: string; readonly path: string }) {
  const words = messages.inspector.data;
  const { marks } = useServices();
  const own = marksOf(useStore(marks.store), workflow);
  const pin = pinOf(own, path);
  if (!pin) return null;
  return (
    <div className={`${styles.notice} ${styles.pin} ${styles.above}`} role="note">
      <Icon name="pin" size={15} className={styles.icon} />
      <p className={styles.words}>{words.pinned(shortRunId(pin.run))}</p>
      <Button size="s" icon="pin-off" onClick={() => marks.change(workflow, (now) => withPins(now, new Map([[path, null]])))}>
        {words.unpin}
      </Button>
    </div>
  );
}

/** That the task, or items of it, wait for the person. */
export function BreakpointNotice({ run, path }: { readonly run: string; readonly path: string }) {
  const words = messages.inspector.data;
  const { runs, toasts } = useServices();
  const goOn = async () => {
    const gone = await runs.goOn(run, path);
    if (!gone.ok) toasts.tellFailure(gone.failure);
  };
  return (
    <div className={`${styles.notice} ${styles.breakpoint}`} role="note">
      <Icon name="octagon-pause" size={15} className={styles.icon} />
      <p className={styles.words}>{words.atBreakpoint}</p>
      <Button size="s" kind="primary" icon="step-forward" onClick={() => void goOn()}>
        {words.goOn}
      </Button>
    </div>
  );
}
