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
} as const;
