// Every text that a person reads in the window, by the part that shows it. Functions take what a text is about.
import { canvasMessages } from './canvas.ts';
import { codeMessages } from './code.ts';
import { commandsMessages } from './commands.ts';
import { documentMessages } from './document.ts';
import { inspectorMessages } from './inspector.ts';
import { runsMessages } from './runs.ts';
import { shellMessages } from './shell.ts';
import { statesMessages } from './states.ts';
import { workflowsMessages } from './workflows.ts';

export const messages = {
  canvas: canvasMessages,
  code: codeMessages,
  commands: commandsMessages,
  document: documentMessages,
  inspector: inspectorMessages,
  runs: runsMessages,
  shell: shellMessages,
  states: statesMessages,
  workflows: workflowsMessages,
};
