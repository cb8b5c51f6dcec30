import type { RunStatus } from '../../run/view.ts';
import type { TaskStatus } from '../../workflow/schema.ts';
import type { Style } from './style.ts';

type Status = TaskStatus | RunStatus;

/** One column each, so that rows stay aligned. */
export const statusIcons: { readonly [S in Status]: string } = {
  pending: '·',
  queued: '○',
  running: '●',
  waiting: '◔',
  paused: '‖',
  succeeded: '✔',
  failed: '✖',
  skipped: '↷',
  canceled: '⊘',
};

const meanings: { readonly [S in Status]: keyof Style } = {
  pending: 'dim',
  queued: 'dim',
  running: 'active',
  waiting: 'waiting',
  paused: 'waiting',
  succeeded: 'good',
  failed: 'bad',
  skipped: 'dim',
  canceled: 'warn',
};

export function paintStatus(status: Status, text: string, style: Style): string {
  return style[meanings[status]](text);
}
