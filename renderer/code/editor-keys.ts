import type { Services } from '../app/services.ts';
import type { Session } from '../document/session.ts';
import { messages } from '../messages/messages.ts';
import { monaco } from './monaco.ts';

const text = messages.code;

/** While none of these is open, Escape leaves the editor. */
const nothingOpen = [
  'suggestWidgetVisible',
  'findWidgetVisible',
  'renameInputVisible',
  'parameterHintsVisible',
  'markersNavigationVisible',
  'hasSnippetMode',
  'inSnippetMode',
  'editorHasMultipleSelections',
  'editorHoverVisible',
  'codeActionMenuVisible',
]
  .map((key) => `!${key}`)
  .join(' && ');

let isFreed = false;

/** Keys that mean something else in the window pass through. */
function freeKeys(): void {
  if (isFreed) return;
  isFreed = true;
  const { CtrlCmd, Shift } = monaco.KeyMod;
  const { KeyK, Enter, F1 } = monaco.KeyCode;
  const keys = [CtrlCmd | KeyK, CtrlCmd | Enter, Shift | Enter, CtrlCmd | Shift | Enter, F1];
  monaco.editor.addKeybindingRules(keys.map((keybinding) => ({ keybinding, command: null })));
}

type Keys = {
  readonly editor: monaco.editor.IStandaloneCodeEditor;
  readonly services: Services;
  readonly session: Session;
  /** Called after undo and redo. */
  readonly toLastChange: () => void;
};

/** Undo, redo and the way out. Gives the function that takes them away. */
export function addKeys({ editor, services, session, toLastChange }: Keys): () => void {
  freeKeys();
  const { CtrlCmd, Shift, Alt } = monaco.KeyMod;
  const { KeyF, KeyZ, KeyY, Escape, F6 } = monaco.KeyCode;
  const step = (go: 'undo' | 'redo') => () => {
    if (session[go]() !== null) toLastChange();
  };
  const leave = () => leaveEditor(services);
  const actions = [
    { id: 'millrace.undo', label: text.undo, keybindings: [CtrlCmd | KeyZ], run: step('undo') },
    { id: 'millrace.redo', label: text.redo, keybindings: [CtrlCmd | Shift | KeyZ, CtrlCmd | KeyY], run: step('redo') },
    { id: 'millrace.leave', label: text.leave, keybindings: [F6], run: leave },
    { id: 'millrace.leaveByEscape', label: text.leave, keybindings: [Escape], precondition: nothingOpen, run: leave },
    // The editor has another key for it on Linux.
    {
      id: 'millrace.format',
      label: text.format,
      keybindings: [Shift | Alt | KeyF],
      run: () => editor.getAction('editor.action.formatDocument')?.run(),
    },
  ].map((action) => editor.addAction(action));
  return () => {
    for (const action of actions) action.dispose();
  };
}

function leaveEditor({ surfaces }: Services): void {
  const canvas = surfaces.canvas();
  if (canvas) canvas.focus();
  else if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
}
