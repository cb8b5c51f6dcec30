// What the states of tasks mean, wherever they are shown: on the canvas, in the drawer, in the inspector.
export const statesMessages = {
  waiting: {
    breakpoint: 'At a breakpoint',
    timer: 'Waits for a time',
    approval: 'Waits for a decision',
    call: 'Waits for the workflow it called',
    retry: 'Waits to be tried again',
    iteration: 'Waits to go round again',
  },
  skips: {
    disabled: 'It is disabled.',
    when: 'Its condition was false.',
    not_reached: 'None of the ports it needs was reached.',
    upstream_failed: 'Something that it needs failed.',
    not_selected: 'The run went up to a task that does not need it.',
  },
  from: {
    cache: 'Taken from the cache',
    rerun: 'Taken over from the run before',
    pin: 'Pinned: it did not run',
  },
} as const;
