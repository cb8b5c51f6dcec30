import { Tabs as Base } from '@base-ui/react/tabs';
import type { ReactNode } from 'react';
import styles from './tabs.module.css';

type TabsProps<T extends string> = {
  readonly label: string;
  readonly value: T;
  readonly onChange: (value: T) => void;
  readonly tabs: readonly { readonly id: T; readonly label: string; readonly badge?: ReactNode; readonly content: ReactNode }[];
  /** At the right end of the row of tabs. */
  readonly aside?: ReactNode;
  readonly className?: string | undefined;
};

export function Tabs<T extends string>({ label, value, onChange, tabs, aside, className = '' }: TabsProps<T>) {
  return (
    <Base.Root className={`${styles.root} ${className}`} value={value} onValueChange={(next) => onChange(next as T)}>
      <div className={styles.row}>
        <Base.List className={styles.list} aria-label={label}>
          {tabs.map((tab) => (
            <Base.Tab key={tab.id} value={tab.id} className={styles.tab}>
              {tab.label}
              {tab.badge}
            </Base.Tab>
          ))}
        </Base.List>
        {aside}
      </div>
      {tabs.map((tab) => (
        <Base.Panel key={tab.id} value={tab.id} className={styles.panel}>
          {tab.content}
        </Base.Panel>
      ))}
    </Base.Root>
  );
}
