import * as z from 'zod';
import type { Capability, ParameterProblem, TaskManifest } from '../../workflow/catalog.ts';
import { isJsonObject, type Json, type JsonObject } from '../../workflow/json.ts';
import { folderCapability, timeoutSchema } from '../network/parameters.ts';
import { literalText, ownParameter } from '../parameter-problems.ts';
import { secretCapabilities } from '../secret-capabilities.ts';
import { noMailbox, readMailbox } from './mailbox-text.ts';

const mailbox = z.string().min(1).max(1000);
const mailboxes = z.union([mailbox, z.array(mailbox).max(1000)]);
const oneMailbox = 'One address per entry: `ada@example.test` or `Ada <ada@example.test>`.';

const attachment = z.union([
  z.string().min(1),
  z.strictObject({
    path: z.string().min(1).meta({ title: 'File', description: 'Path of the file.', widget: 'path' }),
    filename: z.string().optional().meta({ title: 'Name in the message', description: 'Default: the name of the file.', widget: 'text' }),
    contentType: z
      .string()
      .optional()
      .meta({ title: 'Content type', description: 'Default: by the name.', widget: 'text', examples: ['application/pdf'] }),
  }),
]);

const server = z.strictObject({
  host: z
    .string()
    .min(1)
    .meta({
      title: 'Host',
      description: 'Name or address of the server.',
      widget: 'text',
      examples: ['smtp.example.test', '{{ vars.smtp_host }}'],
    }),
  port: z.number().int().min(1).max(65_535).optional().meta({
    title: 'Port',
    description: 'Default: 465 where `secure` is true, else 587.',
    widget: 'number',
  }),
  secure: z.boolean().default(false).meta({
    title: 'TLS from the start',
    description: 'As on port 465. Otherwise the connection turns to TLS by STARTTLS where the server offers it. Default: false.',
    widget: 'boolean',
  }),
  requireTls: z.boolean().optional().meta({
    title: 'Insist on TLS',
    description: 'Sends nothing over a connection without TLS. Default: true where there is a password and the server is another machine.',
    widget: 'boolean',
  }),
  username: z.string().optional().meta({ title: 'User name', description: 'Logs in where it is given.', widget: 'text' }),
  password: z
    .string()
    .optional()
    .meta({ title: 'Password', description: 'From a secret.', widget: 'secret', examples: ['{{ secrets.SMTP_PASSWORD }}'] }),
});

export const notifyEmailParameters = z
  .strictObject({
    to: mailboxes.optional().meta({ title: 'To', description: oneMailbox, widget: 'list', examples: ['ada@example.test'] }),
    cc: mailboxes.optional().meta({ title: 'Cc', description: oneMailbox, widget: 'list' }),
    bcc: mailboxes.optional().meta({ title: 'Bcc', description: `${oneMailbox} The others do not see them.`, widget: 'list' }),
    from: mailbox.optional().meta({
      title: 'From',
      description: 'Default: the user name of the server, where it is an address.',
      widget: 'text',
      examples: ['Millrace <workflows@example.test>'],
    }),
    subject: z.string().max(1000).default('').meta({ title: 'Subject', description: 'Line breaks become spaces.', widget: 'text' }),
    text: z.string().optional().meta({ title: 'Text', description: 'The message as plain text.', widget: 'multiline' }),
    html: z
      .string()
      .optional()
      .meta({ title: 'HTML', description: 'The message as HTML, besides or instead of the text.', widget: 'code' }),
    attachments: z
      .array(attachment)
      .max(100)
      .optional()
      .meta({
        title: 'Attachments',
        description: 'Paths of files, or `{ path, filename?, contentType? }`.',
        widget: 'list',
        examples: [['report.pdf']],
      }),
    server: server.meta({ title: 'Mail server', description: 'The SMTP server that takes the message.', widget: 'json' }),
    timeout: timeoutSchema.default('2m').meta({
      title: 'Timeout',
      description: 'Of the whole exchange. Default: 2m.',
      widget: 'duration',
      examples: ['30s'],
    }),
  })
  .refine(({ to, cc, bcc }) => [to, cc, bcc].some((list) => list !== undefined && list.length > 0), {
    path: ['to'],
    message: 'must name somebody, here or in cc or bcc',
  });

export type NotifyEmailParameters = z.infer<typeof notifyEmailParameters>;

export const notifyEmailManifest: TaskManifest = {
  type: 'notify.email',
  version: 1,
  title: 'Email',
  category: 'notify',
  icon: 'mail',
  summary: 'Sends an email through a mail server.',
  docs: `
Sends one message over SMTP and gives \`{ messageId, accepted, rejected, response }\`. When the server refuses some of the recipients only,
the others have got the message: the task succeeds, \`rejected\` names the refused ones, and the log warns.

Each entry of \`to\`, \`cc\` and \`bcc\` is one address; a list names several. So a value from outside never adds recipients or headers.
The server's address is checked as for \`http.request\`. A password is never sent without TLS to another machine, unless
\`server.requireTls\` is false.

| code | kind | when |
|---|---|---|
| \`bad_address\` | user | an entry is not one email address |
| \`smtp_auth_failed\` | user, transient for 4xx | the server refused user name and password |
| \`sender_refused\`, \`recipients_refused\`, \`message_refused\` | user, transient for 4xx | the server refused; details: \`smtpStatus\`, \`response\`, \`rejected\` |
| \`tls_failed\` | user | no trusted TLS, or none where it is needed |
| \`bad_response\` | user | the server does not speak SMTP as it should |
| \`host_not_allowed\`, \`address_blocked\` | user | the workflow may not connect there |
| \`dns_failed\`, \`connection_refused\`, \`connection_reset\`, \`host_unreachable\`, \`timed_out\` | transient | no connection, or a broken one |
| \`path_not_allowed\`, \`file_not_found\`, \`not_a_file\` | user | an attachment |
| \`file_changed\` | transient | an attachment changed while it was sent |
| \`aborted\` | user | the run was canceled, or the task's own timeout came first |
`.trim(),
  parameters: notifyEmailParameters,
  check: checkMailboxes,
  output: z.strictObject({
    messageId: z.string(),
    accepted: z.array(z.string()),
    rejected: z.array(z.string()),
    response: z.string(),
  }),
  ports: () => [],
  effects: 'external',
  idempotent: false,
  capabilities: (parameters) => [
    ...serverCapability(parameters.server),
    ...attachmentPaths(parameters.attachments).flatMap(folderCapability),
    ...secretCapabilities(parameters),
  ],
  describe: ({ to, subject }) => {
    const first = Array.isArray(to) ? to[0] : to;
    return [first, subject].filter((text) => typeof text === 'string' && text !== '').join(': ');
  },
  examples: [
    {
      title: 'A report with a file',
      with: {
        to: 'Ada <ada@example.test>',
        from: 'workflows@example.test',
        subject: 'Report of {{ run.slot }}',
        text: 'The report is attached.',
        attachments: ['report.pdf'],
        server: { host: 'smtp.example.test', username: 'workflows@example.test', password: '{{ secrets.SMTP_PASSWORD }}' },
      },
    },
    {
      title: 'To several people, in HTML',
      with: {
        to: ['ada@example.test', 'grace@example.test'],
        from: 'Millrace <workflows@example.test>',
        subject: '{{ run.workflow }} failed',
        html: '<p>Run <b>{{ run.id }}</b> failed.</p>',
        server: { host: '{{ vars.smtp_host }}', port: 465, secure: true },
      },
    },
  ],
};

function serverCapability(value: Json | undefined): readonly Capability[] {
  if (typeof value === 'string') return [{ kind: 'host', value: '*' }];
  if (!isJsonObject(value)) return [];
  const { host, port } = value as JsonObject;
  if (typeof host !== 'string' || host.trim() === '') return [];
  if (host.includes('{{')) return [{ kind: 'host', value: '*' }];
  const name = host.trim().toLowerCase();
  return [{ kind: 'host', value: typeof port === 'number' ? `${name.includes(':') ? `[${name}]` : name}:${port}` : name }];
}

function checkMailboxes(parameters: JsonObject): readonly ParameterProblem[] {
  return ['to', 'cc', 'bcc', 'from'].flatMap((name) => {
    const value = ownParameter(parameters, name);
    if (!Array.isArray(value)) return mailboxProblems(value, [name]);
    return value.flatMap((entry: Json, index) => mailboxProblems(entry, [name, index]));
  });
}

function mailboxProblems(value: Json | undefined, path: ParameterProblem['path']): readonly ParameterProblem[] {
  const text = literalText(value);
  return text === null || text === '' || readMailbox(text) ? [] : [{ path, message: noMailbox(text) }];
}

function attachmentPaths(value: Json | undefined): readonly (Json | undefined)[] {
  if (!Array.isArray(value)) return [value];
  return value.map((entry) => (isJsonObject(entry) ? (entry as JsonObject).path : entry));
}
