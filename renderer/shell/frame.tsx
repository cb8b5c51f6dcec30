import styles from './frame.module.css';
import { Logo } from './logo.tsx';

/** The bars of the window, empty: what is painted while the rest of the application is on its way. */
export function Frame() {
  return (
    <div className={styles.window} aria-busy="true">
      <div className={styles.bar}>
        <Logo />
      </div>
      <div className={styles.body}>
        <div className={styles.rail} />
        <div className={styles.side} />
      </div>
      <div className={styles.status} />
    </div>
  );
}
