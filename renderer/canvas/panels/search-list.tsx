import { type KeyboardEvent, useEffect, useId, useMemo, useRef, useState } from 'react';
import { canvasMessages } from '../../messages/canvas.ts';
import { Icon } from '../../ui/icon.tsx';
import type { Choice } from '../graph/search-choices.ts';
import styles from './search-list.module.css';

type SearchListProps = {
  readonly label: string;
  readonly placeholder: string;
  /** The choices that fit what was typed, the best first. */
  readonly search: (query: string) => readonly Choice[];
  /** Whether kinds have headings, as long as nothing is typed. */
  readonly hasHeadings?: boolean;
  readonly onChoose: (id: string) => void;
  readonly onClose: () => void;
};

/** Choices, searched as one types: a combobox whose list is always open. */
export function SearchList({ label, placeholder, search, hasHeadings = false, onChoose, onClose }: SearchListProps) {
  const [query, setQuery] = useState('');
  const [active, setActive] = useState(0);
  const element = useRef<HTMLDivElement>(null);
  const listId = useId();
  const found = useMemo(() => search(query), [search, query]);
  const current = found[Math.min(active, found.length - 1)];
  useOutside(element, onClose);
  useEffect(() => {
    const option = current && document.getElementById(optionId(listId, current));
    option?.scrollIntoView({ block: 'nearest' });
  }, [current, listId]);

  function onKeyDown(event: KeyboardEvent<HTMLInputElement>): void {
    event.stopPropagation();
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) setActive((found.length + Math.min(active, found.length - 1) + step) % Math.max(1, found.length));
    else if (event.key === 'Home') setActive(0);
    else if (event.key === 'End') setActive(found.length - 1);
    else if (event.key === 'Enter' && current) onChoose(current.id);
    else if (event.key === 'Escape' || event.key === 'Tab') onClose();
    else return;
    event.preventDefault();
  }

  return (
    <div ref={element} className={`${styles.list} nowheel`} role="dialog" aria-label={label}>
      <div className={styles.search}>
        <Icon name="search" />
        <input
          ref={focus}
          role="combobox"
          aria-label={placeholder}
          aria-expanded="true"
          aria-controls={listId}
          aria-activedescendant={current ? optionId(listId, current) : undefined}
          aria-autocomplete="list"
          placeholder={placeholder}
          value={query}
          onChange={(event) => {
            setQuery(event.target.value);
            setActive(0);
          }}
          onKeyDown={onKeyDown}
        />
      </div>
      <div id={listId} className={styles.options} role="listbox" aria-label={label} tabIndex={-1}>
        {found.map((choice, index) => (
          <Option
            key={choice.id}
            id={optionId(listId, choice)}
            choice={choice}
            isActive={choice === current}
            heading={hasHeadings && query === '' && choice.kind !== found[index - 1]?.kind ? canvasMessages.categories[choice.kind] : null}
            onPoint={() => setActive(index)}
            onChoose={() => onChoose(choice.id)}
          />
        ))}
        {found.length === 0 ? <p className={styles.none}>{canvasMessages.nothingFits(query)}</p> : null}
      </div>
    </div>
  );
}

function optionId(listId: string, { id }: Choice): string {
  return `${listId}-${id}`;
}

function focus(input: HTMLInputElement | null): void {
  input?.focus({ preventScroll: true });
}

type OptionProps = {
  readonly id: string;
  readonly choice: Choice;
  readonly isActive: boolean;
  readonly heading: string | null;
  readonly onPoint: () => void;
  readonly onChoose: () => void;
};

function Option({ id, choice, isActive, heading, onPoint, onChoose }: OptionProps) {
  return (
    <>
      {heading === null ? null : (
        <div className={styles.category} role="presentation">
          {heading}
        </div>
      )}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the field's, which names the active option */}
      <div
        id={id}
        className={styles.option}
        role="option"
        aria-selected={isActive}
        tabIndex={-1}
        onPointerMove={onPoint}
        onClick={onChoose}
      >
        <span className={styles.picture} data-kind={choice.kind}>
          <Icon name={choice.icon} size={15} />
        </span>
        <span className={styles.words}>
          <span className={styles.title}>{choice.title}</span>
          <span className={styles.summary}>{choice.summary}</span>
        </span>
      </div>
    </>
  );
}

/** A press anywhere else closes it. */
function useOutside(element: { readonly current: HTMLElement | null }, onOutside: () => void): void {
  useEffect(() => {
    const onPress = ({ target }: PointerEvent) => {
      if (target instanceof Node && !element.current?.contains(target)) onOutside();
    };
    window.addEventListener('pointerdown', onPress, true);
    return () => window.removeEventListener('pointerdown', onPress, true);
  }, [element, onOutside]);
}
