// The words of the window around everything.
export const shellMessages = {
  app: 'Millrace',
  close: 'Close',
  cancel: 'Cancel',
  ok: 'OK',
  dismiss: 'Dismiss',
  sections: { workflows: 'Workflows' },
  rail: 'Sections',
  hidePanel: 'Hide the side panel',
  showPanel: 'Show the side panel',
  tabs: 'Open workflows',
  closeTab: (name: string) => `Close ${name}`,
  unsaved: 'Not saved',
  search: 'Search or run a command',
  run: 'Run',
  cancelRun: 'Cancel the run',
  continue: 'Continue',
  continueHelp: (key: string) => `Let everything that waits at a breakpoint go on (${key})`,
  environments: {
    none: 'No environment',
    label: (name: string) => `Environment of runs: ${name}`,
    missing: 'It is not there any more.',
  },
  marks: {
    summary: (breakpoints: number, pins: number) => {
      const stops = breakpoints === 1 ? '1 breakpoint' : `${breakpoints} breakpoints`;
      return [breakpoints > 0 ? stops : '', pins > 0 ? `${pins} pinned` : ''].filter(Boolean).join(', ');
    },
  },
  settings: 'Settings',
  theme: 'Theme',
  themes: { system: 'System', light: 'Light', dark: 'Dark', contrast: 'High contrast' },
  shortcuts: 'Keyboard shortcuts',
  modes: { design: 'Design', split: 'Split', code: 'Code' },
  modeLabel: 'How the workflow is shown',
  inspector: 'Inspector',
  drawer: 'Run and problems',
  hideDrawer: 'Hide the drawer',
  resize: { side: 'Resize the side panel', inspector: 'Resize the inspector', drawer: 'Resize the drawer', code: 'Resize the code' },
  palette: {
    title: 'Search or run a command',
    placeholder: 'Type a command or the name of a workflow',
    nothing: (text: string) => `Nothing is called “${text}”.`,
    commands: 'Commands',
    workflows: 'Workflows',
    open: 'Open',
  },
  shortcutsSheet: { title: 'Keyboard shortcuts', canvas: 'on the canvas' },
  groups: { file: 'File', edit: 'Edit', insert: 'Insert', view: 'View', go: 'Go', run: 'Run', help: 'Help' },
  status: {
    label: 'Status',
    running: 'Engine running',
    connecting: 'Connecting to the engine',
    lost: 'The engine does not answer',
    fault: (message: string) => `The engine accepts no work: ${message}`,
    load: ({ running, waiting, queued }: { readonly running: number; readonly waiting: number; readonly queued: number }) =>
      [`${running} running`, ...(waiting > 0 ? [`${waiting} waiting`] : []), `${queued} queued`].join(' · '),
    noProblems: 'No problems',
    problems: (errors: number, warnings: number) => {
      const parts = [
        errors > 0 ? `${errors} ${errors === 1 ? 'error' : 'errors'}` : '',
        warnings > 0 ? `${warnings} ${warnings === 1 ? 'warning' : 'warnings'}` : '',
      ];
      return parts.filter(Boolean).join(' · ');
    },
  },
  connect: {
    title: 'Connect to Millrace',
    text: 'This page needs the token of the engine that serves it. Start with “npm start” or “millrace serve --open”, or paste the token here: it is in the file api-token of the data directory.',
    refused: 'The engine does not take this token. It may have been started anew with another one.',
    token: 'Token',
    action: 'Connect',
  },
  crash: {
    title: 'This part of the window failed',
    text: 'Your workflow is safe: its text is kept. Try again, or reload the window.',
    retry: 'Try again',
    reload: 'Reload',
    copy: 'Copy the error',
  },
  stale: {
    title: 'The text is not JSON at the moment.',
    text: 'The canvas shows the last that could be read.',
    action: 'Show the code',
  },
  partial: 'Some parts of the text do not fit the format and are not shown. Problems lists them.',
  welcome: {
    title: 'Design a workflow',
    text: 'Begin with one that works, bring your own, or start from nothing.',
    templates: 'Choose a template',
    templatesText: 'Ten workflows that run on this machine as they are',
    import: 'Import a file',
    importText: 'A workflow as JSON, pasted or dropped here',
    blank: 'Blank workflow',
    blankText: 'An empty canvas and the task types beside it',
    recent: 'Open again',
  },
};
