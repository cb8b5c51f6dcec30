import { ContextMenu as BaseContext } from '@base-ui/react/context-menu';
import { Menu as Base } from '@base-ui/react/menu';
import type { ReactElement, ReactNode } from 'react';
import { Icon } from './icon.tsx';
import styles from './menu.module.css';

export type MenuItem =
  | {
      readonly id: string;
      readonly label: string;
      readonly icon?: string | undefined;
      /** As people read it. */
      readonly shortcut?: string | undefined;
      readonly isDisabled?: boolean;
      /** A line below the label: why it cannot be done. */
      readonly hint?: string | undefined;
      readonly isChecked?: boolean;
      readonly isDanger?: boolean;
      readonly onSelect: () => void;
    }
  | { readonly id: string; readonly separator: true }
  | { readonly id: string; readonly label: string; readonly items: readonly MenuItem[]; readonly icon?: string | undefined };

type MenuProps = {
  readonly trigger: ReactElement;
  readonly items: readonly MenuItem[];
  readonly align?: 'start' | 'center' | 'end';
  readonly side?: 'top' | 'bottom' | 'left' | 'right';
};

/** A list of actions that opens from a button. */
export function Menu({ trigger, items, align = 'start', side = 'bottom' }: MenuProps) {
  return (
    <Base.Root>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner align={align} side={side} sideOffset={4} className={styles.positioner}>
          <Base.Popup className={styles.popup}>{renderItems(items)}</Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

type ContextMenuProps = {
  readonly children: ReactNode;
  /** Made when it opens, so that it says what is true then. */
  readonly items: () => readonly MenuItem[];
  readonly className?: string | undefined;
  readonly onOpen?: (event: Event) => void;
};

/** Actions on the thing under the pointer. */
export function ContextMenu({ children, items, className, onOpen }: ContextMenuProps) {
  return (
    <BaseContext.Root onOpenChange={(isOpen, { event }) => isOpen && onOpen?.(event)}>
      <BaseContext.Trigger className={className}>{children}</BaseContext.Trigger>
      <BaseContext.Portal>
        <BaseContext.Positioner className={styles.positioner}>
          <BaseContext.Popup className={styles.popup}>
            <Items make={items} />
          </BaseContext.Popup>
        </BaseContext.Positioner>
      </BaseContext.Portal>
    </BaseContext.Root>
  );
}

function Items({ make }: { readonly make: () => readonly MenuItem[] }) {
  return <>{renderItems(make())}</>;
}

function renderItems(items: readonly MenuItem[]): ReactNode {
  return items.map((item) => {
    if ('separator' in item) return <Base.Separator key={item.id} className={styles.separator} />;
    if ('items' in item) return <Submenu key={item.id} item={item} />;
    const className = `${styles.item} ${item.isDanger ? styles.danger : ''}`;
    return (
      <Base.Item key={item.id} className={className} disabled={item.isDisabled ?? false} onClick={item.onSelect}>
        <span className={styles.icon}>{item.isChecked ? <Icon name="check" /> : item.icon ? <Icon name={item.icon} /> : null}</span>
        <span className={styles.label}>
          {item.label}
          {item.hint ? <span className={styles.hint}>{item.hint}</span> : null}
        </span>
        {item.shortcut ? <kbd className={styles.shortcut}>{item.shortcut}</kbd> : null}
      </Base.Item>
    );
  });
}

function Submenu({ item }: { readonly item: Extract<MenuItem, { items: readonly MenuItem[] }> }) {
  return (
    <Base.SubmenuRoot>
      <Base.SubmenuTrigger className={styles.item}>
        <span className={styles.icon}>{item.icon ? <Icon name={item.icon} /> : null}</span>
        <span className={styles.label}>{item.label}</span>
        <Icon name="chevron-right" size={14} />
      </Base.SubmenuTrigger>
      <Base.Portal>
        <Base.Positioner className={styles.positioner} alignOffset={-4}>
          <Base.Popup className={styles.popup}>{renderItems(item.items)}</Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.SubmenuRoot>
  );
}
