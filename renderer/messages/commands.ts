// The words of the commands part of the window.
export const commandsMessages = {
  undo: 'Undo',
  undoStep: (step: string) => `Undo: ${step}`,
  redo: 'Redo',
  redoStep: (step: string) => `Redo: ${step}`,
  save: 'Save',
} as const;
