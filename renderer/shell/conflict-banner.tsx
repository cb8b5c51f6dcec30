import { useStore } from 'zustand';
import { useServices } from '../app/services.ts';
import type { Session, SessionState } from '../document/session.ts';
import { messages } from '../messages/messages.ts';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import styles from './conflict-banner.module.css';

const hasConflictOf = ({ conflict }: SessionState) => conflict !== null;
const nameOf = ({ workflow }: SessionState) => workflow.name ?? workflow.id;
const text = messages.document;

/** Stays above canvas and code until it is settled which of two texts counts. */
export function ConflictBanner({ session }: { readonly session: Session }) {
  const { dialogs } = useServices();
  const hasConflict = useStore(session.store, hasConflictOf);
  const name = useStore(session.store, nameOf);
  if (!hasConflict) return null;
  return (
    <section className={styles.banner} aria-label={text.conflictTitle(name)}>
      <Icon name="triangle-alert" className={styles.icon} />
      <p className={styles.text} role="status">
        {text.conflictHere}
      </p>
      <div className={styles.actions}>
        <Button size="s" icon="git-compare" onClick={() => dialogs.open('compare')}>
          {text.compare}
        </Button>
        <Button size="s" onClick={() => session.resolve('reload')}>
          {text.takeTheirs}
        </Button>
        <Button size="s" onClick={() => session.resolve('keep')}>
          {text.goOnWithMine}
        </Button>
      </div>
    </section>
  );
}
