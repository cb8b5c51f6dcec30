import { type KeyboardEvent, useEffect, useMemo, useState } from 'react';
import { useStore } from 'zustand';
import { nothingSelected, selectTasks } from '../../document/selection.ts';
import type { SessionState } from '../../document/session.ts';
import { canvasMessages } from '../../messages/canvas.ts';
import { IconButton } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { useCanvas, useCanvasState } from '../canvas-context.ts';
import type { CanvasModel } from '../canvas-model.ts';
import { findInNotes, findInWorkflow } from '../graph/find-in-workflow.ts';
import { noteNodeId } from '../nodes/node-ids.ts';
import { revealNodes, revealTask } from '../reveal.ts';
import styles from './find-bar.module.css';

const workflowOf = ({ workflow }: SessionState) => workflow;

/** Finds tasks, parameters and notes of this workflow, one after the other. */
export function FindBar() {
  const isFinding = useCanvasState((state) => state.isFinding);
  return isFinding ? <OpenFindBar /> : null;
}

type Hit = { readonly path: string } | { readonly note: number };

function OpenFindBar() {
  const { model } = useCanvas();
  const workflow = useStore(model.session.store, workflowOf);
  const [query, setQuery] = useState('');
  const [at, setAt] = useState(0);
  const hits = useMemo(
    (): readonly (Hit & { readonly text: string })[] => [
      ...findInWorkflow(workflow, query).map(({ path, where, excerpt }) => ({ path, text: `${path} · ${where}: ${excerpt}` })),
      ...findInNotes(workflow, query).map((note) => ({ note, text: canvasMessages.noteFound(note) })),
    ],
    [workflow, query],
  );
  const hit = hits[Math.min(at, hits.length - 1)];
  useEffect(() => {
    if (hit) show(model, hit);
  }, [model, hit]);
  const step = (by: number) => setAt((Math.min(at, hits.length - 1) + by + hits.length) % Math.max(1, hits.length));
  const close = () => {
    model.store.setState({ isFinding: false });
    model.element?.focus({ preventScroll: true });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    event.stopPropagation();
    if (event.key === 'Escape') close();
    else if (event.key === 'Enter') step(event.shiftKey ? -1 : 1);
    else return;
    event.preventDefault();
  };
  return (
    <search className={styles.bar} aria-label={canvasMessages.find} onKeyDown={onKeyDown}>
      <Icon name="search" />
      <input
        ref={(input) => input?.focus({ preventScroll: true })}
        aria-label={canvasMessages.find}
        placeholder={canvasMessages.findPlaceholder}
        value={query}
        onChange={(event) => {
          setQuery(event.target.value);
          setAt(0);
        }}
      />
      <span className={styles.count} role="status">
        {query.trim() === '' ? '' : canvasMessages.findCount(Math.min(at + 1, hits.length), hits.length)}
      </span>
      <IconButton
        size="s"
        icon="chevron-up"
        label={canvasMessages.findPrevious}
        shortcut="Shift+Enter"
        disabled={hits.length < 2}
        onClick={() => step(-1)}
      />
      <IconButton
        size="s"
        icon="chevron-down"
        label={canvasMessages.findNext}
        shortcut="Enter"
        disabled={hits.length < 2}
        onClick={() => step(1)}
      />
      <IconButton size="s" icon="x" label={canvasMessages.close} onClick={close} />
      {hit && query.trim() !== '' ? <p className={styles.excerpt}>{hit.text}</p> : null}
    </search>
  );
}

function show(model: CanvasModel, hit: Hit): void {
  if ('path' in hit) {
    model.session.select(selectTasks([hit.path]));
    revealTask(model, hit.path);
  } else {
    model.session.select({ ...nothingSelected, notes: [hit.note] });
    revealNodes(model, [noteNodeId(hit.note)]);
  }
}
