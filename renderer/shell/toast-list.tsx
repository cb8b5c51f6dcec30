import { useEffect } from 'react';
import { useStore } from 'zustand';
import { useServices } from '../app/services.ts';
import type { Toast } from '../app/toasts.ts';
import { messages } from '../messages/messages.ts';
import { Button, IconButton } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import styles from './toast-list.module.css';

const pictures: { readonly [kind in Toast['kind']]: string } = {
  info: 'info',
  success: 'circle-check',
  error: 'circle-alert',
  question: 'circle-help',
};
const shownMs = 6000;

export function ToastList() {
  const { toasts } = useServices();
  const list = useStore(toasts.store);
  return (
    <section className={styles.list} aria-live="polite">
      {list.map((toast) => (
        <ToastCard key={toast.id} toast={toast} />
      ))}
    </section>
  );
}

/** Errors and questions stay; everything else goes by itself. */
function ToastCard({ toast }: { readonly toast: Toast }) {
  const { toasts } = useServices();
  const { id, kind, text, action } = toast;
  useEffect(() => {
    if (kind === 'error' || kind === 'question') return;
    const timer = setTimeout(() => toasts.dismiss(id), shownMs);
    return () => clearTimeout(timer);
  }, [toasts, id, kind]);
  return (
    <div className={`${styles.toast} ${styles[kind]}`} role={kind === 'error' ? 'alert' : 'status'}>
      <Icon name={pictures[kind]} />
      <span className={styles.text}>{text}</span>
      {action ? (
        <Button
          size="s"
          onClick={() => {
            toasts.dismiss(id);
            action.run();
          }}
        >
          {action.label}
        </Button>
      ) : null}
      <IconButton label={messages.shell.dismiss} icon="x" size="s" onClick={() => toasts.dismiss(id)} />
    </div>
  );
}
