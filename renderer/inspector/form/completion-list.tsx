import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import type { Completion } from '../../expression-help/question.ts';
import { messages } from '../../messages/messages.ts';
import { Icon } from '../../ui/icon.tsx';
import styles from './completion-list.module.css';

type CompletionListProps = {
  readonly id: string;
  readonly anchor: RefObject<HTMLElement | null>;
  readonly offers: readonly Completion[];
  readonly active: number;
  readonly onChoose: (index: number) => void;
};

const icons: { readonly [kind in Completion['kind']]: string } = {
  variable: 'variable',
  task: 'box',
  field: 'braces',
  function: 'square-function',
  keyword: 'code-xml',
  secret: 'key-round',
};

const mostShown = 100;

/** The list below (or above) a field. The focus stays in the field, which names the chosen entry. */
export function CompletionList({ id, anchor, offers, active, onChoose }: CompletionListProps) {
  const list = useRef<HTMLDivElement>(null);
  const [place, setPlace] = useState<Place | null>(null);

  useLayoutEffect(() => {
    if (anchor.current) setPlace(placeBeside(anchor.current.getBoundingClientRect()));
  }, [anchor]);
  useEffect(() => {
    list.current?.children[active]?.scrollIntoView({ block: 'nearest' });
  }, [active]);

  if (!place) return null;
  const chosen = offers[active];
  return createPortal(
    <div className={styles.popup ?? ''} style={place}>
      <div id={id} ref={list} role="listbox" aria-label={messages.inspector.completions} className={styles.list}>
        {offers.slice(0, mostShown).map((offer, index) => (
          <div
            key={`${offer.kind} ${offer.label}`}
            id={`${id}-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === active}
            className={styles.option}
            onMouseDown={(event) => {
              event.preventDefault();
              onChoose(index);
            }}
          >
            <Icon name={icons[offer.kind]} size={14} className={styles.icon} />
            <span className={styles.label}>{offer.label}</span>
            <span className={styles.detail}>{offer.detail}</span>
          </div>
        ))}
      </div>
      {chosen?.docs ? <p className={styles.docs}>{firstLine(chosen.docs)}</p> : null}
    </div>,
    document.body,
  );
}

function firstLine(docs: string): string {
  return (docs.split('\n').find((line) => line.trim() !== '' && !line.startsWith('```')) ?? '').replaceAll('`', '');
}

type Place = { readonly left: number; readonly width: number; readonly top?: number; readonly bottom?: number };

const tallest = 260;

function placeBeside(field: DOMRect): Place {
  const width = Math.max(field.width, 280);
  const left = Math.max(4, Math.min(field.left, window.innerWidth - width - 4));
  const fitsBelow = field.bottom + tallest < window.innerHeight || field.top < tallest;
  return fitsBelow ? { left, width, top: field.bottom + 4 } : { left, width, bottom: window.innerHeight - field.top + 4 };
}
