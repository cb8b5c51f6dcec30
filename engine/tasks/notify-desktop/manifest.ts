import * as z from 'zod';
import type { TaskManifest } from '../../workflow/catalog.ts';

export const notifyDesktopParameters = z.strictObject({
  title: z
    .string()
    .max(200)
    .default('Millrace')
    .meta({
      title: 'Title',
      description: 'Default: Millrace.',
      widget: 'text',
      examples: ['Nightly import'],
    }),
  text: z
    .string()
    .max(2000)
    .meta({
      title: 'Text',
      description: 'What happened, in a line or two.',
      widget: 'multiline',
      examples: ['{{ run.workflow }} is done'],
    }),
});

export type NotifyDesktopParameters = z.infer<typeof notifyDesktopParameters>;

export const notifyDesktopManifest: TaskManifest = {
  type: 'notify.desktop',
  version: 1,
  title: 'Desktop notification',
  category: 'notify',
  icon: 'bell',
  summary: 'Shows a notification on this computer.',
  docs: `
Shows a notification of the operating system and gives \`{ shown: true }\`.

Where there is no desktop (a server, a terminal) or notifications are switched off, the task succeeds all the same with \`{ shown: false }\`
and says so in its log: a workflow runs the same everywhere. It has no failures of its own.
`.trim(),
  parameters: notifyDesktopParameters,
  output: z.strictObject({ shown: z.boolean() }),
  ports: () => [],
  effects: 'external',
  idempotent: false,
  capabilities: () => [],
  describe: (parameters) => [parameters.title, parameters.text].find((text): text is string => typeof text === 'string') ?? '',
  examples: [
    { title: 'A short message', with: { text: 'The report is ready.' } },
    { title: 'From a hook', with: { title: '{{ run.workflow }}', text: 'Run {{ run.id }} failed.' } },
  ],
};
