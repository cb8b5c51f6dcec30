import { useStore } from 'zustand';
import { useServices } from '../app/services.ts';
import { CompareView } from '../code/compare-view.tsx';
import type { Session } from '../document/session.ts';
import { messages } from '../messages/messages.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import styles from './compare-dialog.module.css';

const text = messages.document;

/** What is here and what somebody else stored, side by side, and the choice between them. */
export function CompareDialog({ onClose }: { readonly onClose: () => void }) {
  const session = useServices().workspace.active();
  return session ? <CompareOf session={session} onClose={onClose} /> : null;
}

function CompareOf({ session, onClose }: { readonly session: Session; readonly onClose: () => void }) {
  const { text: mine, workflow, conflict } = useStore(session.store);
  if (!conflict) return null;
  const decide = (choice: 'keep' | 'reload') => {
    session.resolve(choice);
    onClose();
  };
  const footer = (
    <>
      <Button onClick={onClose}>{messages.shell.cancel}</Button>
      <Button onClick={() => decide('reload')}>{text.takeTheirs}</Button>
      <Button kind="primary" onClick={() => decide('keep')}>
        {text.goOnWithMine}
      </Button>
    </>
  );
  return (
    <Dialog
      title={text.compareTitle(workflow.name ?? session.id)}
      closeLabel={messages.shell.close}
      width="l"
      onClose={onClose}
      footer={footer}
    >
      <div className={styles.texts}>
        <CompareView original={conflict.text} modified={mine} labels={{ original: text.elsewhere, modified: text.here }} />
      </div>
    </Dialog>
  );
}
