import type { ComponentProps, ReactNode } from 'react';
import styles from './button.module.css';
import { Icon } from './icon.tsx';
import { Tooltip } from './tooltip.tsx';

export type ButtonProps = Omit<ComponentProps<'button'>, 'type'> & {
  /** `primary`: what the screen is for, once. `plain`: all others. `quiet`: without a frame. `danger`: loses something. */
  readonly kind?: 'primary' | 'plain' | 'quiet' | 'danger';
  readonly icon?: string;
  readonly size?: 's' | 'm';
  readonly children?: ReactNode;
};

export function Button({ kind = 'plain', size = 'm', icon, children, className = '', ...others }: ButtonProps) {
  return (
    <button type="button" className={`${styles.button} ${styles[kind]} ${styles[size]} ${className}`} {...others}>
      {icon ? <Icon name={icon} size={size === 's' ? 14 : 16} /> : null}
      {children}
    </button>
  );
}

type IconButtonProps = Omit<ComponentProps<'button'>, 'type' | 'children'> & {
  /** Its name for screen readers, and its tooltip. */
  readonly label: string;
  readonly icon: string;
  /** As people read it; shown in the tooltip. */
  readonly shortcut?: string | undefined;
  /** Of a button that stays down. */
  readonly isPressed?: boolean;
  readonly size?: 's' | 'm';
  readonly side?: 'top' | 'bottom' | 'left' | 'right';
};

export function IconButton({ label, icon, shortcut, isPressed, size = 'm', side = 'bottom', className = '', ...others }: IconButtonProps) {
  const pressed = isPressed === undefined ? {} : { 'aria-pressed': isPressed };
  return (
    <Tooltip text={label} shortcut={shortcut} side={side}>
      <button
        type="button"
        aria-label={label}
        className={`${styles.button} ${styles.icon} ${styles.quiet} ${styles[size]} ${className}`}
        {...pressed}
        {...others}
      >
        <Icon name={icon} size={size === 's' ? 14 : 17} />
      </button>
    </Tooltip>
  );
}
