// The words of the code part of the window.
export const codeMessages = {
  region: 'Code',
  editor: 'Text of the workflow, JSON. Press Escape or F6 to leave the editor.',
  undo: 'Undo',
  redo: 'Redo',
  leave: 'Leave the editor',
  format: 'Format',
  goTo: 'Go to',
  place: (line: number, column: number) => `Ln ${line}, Col ${column}`,
  stale: 'The text is not JSON at the moment. The canvas shows what it said last.',
  partial: 'Parts of the text do not fit the format. The canvas shows the rest.',
  compare: (original: string, modified: string) => `${original} compared with ${modified}`,
  outline: 'Parts of the workflow',
  nothingToRename: 'There is no task here to rename. Put the caret on the id of a task, on a need, or on `tasks.<id>` in an expression.',
  rename: (from: string, to: string) => `Rename ${from} to ${to}`,
} as const;
