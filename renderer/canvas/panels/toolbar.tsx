import { type ReactFlowState, useStore as useFlow } from '@xyflow/react';
import { useCallback } from 'react';
import { useStore } from 'zustand';
import { labelOf } from '../../app/command.ts';
import { useServices } from '../../app/services.ts';
import { shortcutText } from '../../app/shortcut.ts';
import { findCommand, useCommands } from '../../commands/registry.ts';
import type { SessionState } from '../../document/session.ts';
import { canvasMessages } from '../../messages/canvas.ts';
import { IconButton } from '../../ui/button.tsx';
import { useCanvas } from '../canvas-context.ts';
import styles from './toolbar.module.css';

const percentOf = ({ transform }: ReactFlowState) => Math.round(transform[2] * 100);
const stepsOf = ({ steps }: SessionState) => steps;

/** What is used most while looking at a canvas, at its lower left. */
export function Toolbar() {
  const percent = useFlow(percentOf);
  // Undo and redo change their names and whether they can be pressed.
  useStore(useCanvas().model.session.store, stepsOf);
  return (
    <div className={styles.bar} role="toolbar" aria-label={canvasMessages.toolbar}>
      <ToolButton id="view.zoomOut" icon="minus" />
      <span className={styles.percent} title={canvasMessages.zoomTo(percent)}>
        {percent} %
      </span>
      <ToolButton id="view.zoomIn" icon="plus" />
      <span className={styles.line} />
      <ToolButton id="view.fit" icon="maximize" />
      <ToolButton id="edit.layOut" icon="network" />
      <ToolButton id="insert.note" icon="sticky-note" />
      <span className={styles.line} />
      <ToolButton id="edit.undo" icon="undo-2" />
      <ToolButton id="edit.redo" icon="redo-2" />
    </div>
  );
}

function ToolButton({ id, icon }: { readonly id: string; readonly icon: string }) {
  const services = useServices();
  const { run, isEnabled } = useCommands();
  const command = findCommand(id);
  const press = useCallback(() => run(id), [run, id]);
  if (!command) return null;
  const [shortcut] = command.shortcuts ?? [];
  return (
    <IconButton
      label={labelOf(command, services)}
      icon={icon}
      side="top"
      shortcut={shortcut === undefined ? undefined : shortcutText(shortcut, services.platform.isMac)}
      disabled={!isEnabled(id)}
      onClick={press}
    />
  );
}
