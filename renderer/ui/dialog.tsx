import { Dialog as Base } from '@base-ui/react/dialog';
import { type ReactNode, useCallback, useRef, useState } from 'react';
import { IconButton } from './button.tsx';
import styles from './dialog.module.css';

type DialogProps = {
  readonly title: string;
  /** For screen readers, and the button in the corner. */
  readonly closeLabel: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
  /** Buttons at the lower edge. */
  readonly footer?: ReactNode;
  readonly width?: 's' | 'm' | 'l';
  /** Nothing in it can have the focus: it is scrolled by keyboard itself. */
  readonly isReading?: boolean;
  /** Without a title bar: the title is for screen readers alone. */
  readonly isBare?: boolean;
};

/** A window over the window: focus stays inside, Escape closes, and the focus goes back to where it was. */
export function Dialog({ title, closeLabel, onClose, children, footer, width = 'm', isReading = false, isBare = false }: DialogProps) {
  const popup = useRef<HTMLDivElement>(null);
  const [cameFrom] = useState(() => document.activeElement);
  /** The focus comes at once: Base UI waits for the next frame, and what is typed right after the key that opened it would be lost. */
  const show = useCallback((element: HTMLDivElement | null) => {
    popup.current = element;
    firstControl(element)?.focus({ preventScroll: true });
  }, []);
  return (
    <Base.Root open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Base.Portal>
        <Base.Backdrop className={styles.veil} />
        <Base.Popup
          ref={show}
          initialFocus={() => firstControl(popup.current)}
          finalFocus={() => (cameFrom instanceof HTMLElement && cameFrom.isConnected ? cameFrom : true)}
          className={`${styles.popup} ${styles[width]} ${isBare ? styles.bare : ''}`}
        >
          {isBare ? (
            <Base.Title className="visually-hidden">{title}</Base.Title>
          ) : (
            <header className={styles.header}>
              <Base.Title className={styles.title}>{title}</Base.Title>
              <IconButton label={closeLabel} icon="x" size="s" onClick={onClose} />
            </header>
          )}
          <div className={styles.body} {...(isReading ? { tabIndex: 0 } : {})}>
            {children}
          </div>
          {footer ? <footer className={styles.footer}>{footer}</footer> : null}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}

/** A field that wants text, else the first button of the footer, which is the harmless one; else the dialog itself. */
function firstControl(popup: HTMLElement | null): HTMLElement | null {
  return popup?.querySelector<HTMLElement>('input, textarea, footer button') ?? popup;
}
