// The words of the document part of the window.
export const documentMessages = {
  typing: 'Typing',
  changedElsewhere: 'Take over changes from elsewhere',
  takeOver: 'Take over unsaved changes',
  changeId: 'Change the id',
  notFound: (id: string) => `There is no workflow “${id}” any more.`,
  reloaded: (name: string) => `“${name}” was changed elsewhere and is shown as it is now.`,
  deletedElsewhere: (name: string) => `“${name}” was deleted elsewhere. It is still open here; saving it stores it again.`,
  notJson: 'The text of this workflow is not JSON at the moment. Repair it in the code view first; nothing was changed.',
  misfit: 'This would change parts of the workflow that do not fit the format. Repair them in the code view first; nothing was changed.',
  conflict: (name: string) =>
    `“${name}” was changed elsewhere since it was opened here, and has unsaved changes here too. Nothing was stored. Decide which to keep.`,
  conflictTitle: (name: string) => `“${name}” was changed elsewhere`,
  conflictText: 'Another window or program stored it since it was opened here, and there are unsaved changes here too. Nothing was stored.',
  keepMine: 'Store mine',
  goOnWithMine: 'Go on with mine',
  takeTheirs: 'Take the other',
  compare: 'Compare',
  decide: 'Decide',
  conflictTold: (name: string) => `“${name}” was changed elsewhere while it has unsaved changes here.`,
  conflictHere: 'Changed elsewhere while it has unsaved changes here.',
  compareTitle: (name: string) => `“${name}”: here and elsewhere`,
  here: 'Here, not saved',
  elsewhere: 'Stored elsewhere',
  leftoversTold: (names: readonly string[]) =>
    names.length === 1 ? `There are unsaved changes of “${names[0]}”.` : `There are unsaved changes of ${names.length} workflows.`,
  leftoverTitle: (name: string) => `Restore unsaved changes of “${name}”?`,
  leftover:
    'A window that is no longer open, or one in another browser, left them behind. Restoring them can be undone; deleting them cannot.',
  discard: 'Delete them',
  restore: 'Restore',
  fixOutdated: 'The text was changed in the meantime; look at its problems again.',
  draftTooLarge: (name: string) =>
    `The unsaved changes of “${name}” are too large to be kept over a crash. Save the workflow to keep them safe.`,
  draftNotKept: (name: string) =>
    `The unsaved changes of “${name}” cannot be kept over a crash at the moment: the engine does not answer. Save when it is back.`,
} as const;
