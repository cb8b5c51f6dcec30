import * as z from 'zod';
import type { TaskManifest } from '../../workflow/catalog.ts';
import { requestProblems } from '../network/address-problems.ts';
import { authSchema, describeRequest, headersSchema, hostCapability, timeoutSchema } from '../network/parameters.ts';
import { secretCapabilities } from '../secret-capabilities.ts';

export const notifyWebhookParameters = z.strictObject({
  url: z
    .string()
    .min(1)
    .meta({
      title: 'Address',
      description: 'http:// or https://, in full. Where the address itself is the secret, put it into one.',
      widget: 'text',
      examples: ['https://hooks.example.test/T1', '{{ secrets.CHAT_WEBHOOK }}'],
    }),
  body: z
    .json()
    .optional()
    .meta({
      title: 'Message',
      description: 'Text is sent as text, everything else as JSON.',
      widget: 'json',
      examples: [{ text: 'Run {{ run.id }} failed' }],
    }),
  method: z.enum(['POST', 'PUT', 'PATCH', 'GET']).default('POST').meta({
    title: 'Method',
    description: 'Default: POST.',
    widget: 'choice',
  }),
  headers: headersSchema.optional(),
  auth: authSchema.optional(),
  timeout: timeoutSchema.default('30s').meta({
    title: 'Timeout',
    description: 'Of the whole exchange. Default: 30s.',
    widget: 'duration',
    examples: ['10s'],
  }),
});

export type NotifyWebhookParameters = z.infer<typeof notifyWebhookParameters>;

export const notifyWebhookManifest: TaskManifest = {
  type: 'notify.webhook',
  version: 1,
  title: 'Webhook',
  category: 'notify',
  icon: 'webhook',
  summary: 'Sends a message to a web address, as chat and alert services take it.',
  docs: `
Sends \`body\` and gives \`{ status }\`. Any status but 200-299 is a failure; the answer itself is not kept. For more control, and for
answers that matter, use \`http.request\`.

Addresses are checked as for \`http.request\`: link-local and metadata addresses and the ports of Millrace itself are never reached,
private ranges only where they are allowed, at every redirect.

| code | kind | when |
|---|---|---|
| \`http_status\` | transient for 408, 425, 429 and 5xx, else user | another status; details: \`httpStatus\`, \`headers\`, \`body\`, \`retryAfterMs\` |
| \`bad_url\`, \`bad_header\` | user | the message cannot be sent as it is |
| \`host_not_allowed\`, \`address_blocked\` | user | the workflow may not connect there |
| \`dns_failed\`, \`connection_refused\`, \`connection_reset\`, \`host_unreachable\`, \`timed_out\` | transient | no connection, or a broken one |
| \`tls_failed\`, \`too_many_redirects\`, \`bad_response\` | user | the server is not set up as it should be |
| \`aborted\` | user | the run was canceled, or the task's own timeout came first |
`.trim(),
  parameters: notifyWebhookParameters,
  check: requestProblems,
  output: z.strictObject({ status: z.number().int() }),
  ports: () => [],
  effects: 'external',
  idempotent: false,
  capabilities: (parameters) => [...hostCapability(parameters.url), ...secretCapabilities(parameters)],
  describe: (parameters) => describeRequest(parameters.method, parameters.url, 'POST'),
  examples: [
    { title: 'A chat message', with: { url: '{{ secrets.CHAT_WEBHOOK }}', body: { text: '{{ run.workflow }} failed' } } },
    {
      title: 'An alert with a token',
      with: {
        url: 'https://alerts.example.test/v1/events',
        body: { severity: 'warning', run: '{{ run.id }}' },
        auth: { type: 'bearer', token: '{{ secrets.ALERT_TOKEN }}' },
        timeout: '10s',
      },
    },
  ],
};
