import { parseDuration } from '../../workflow/duration.ts';
import { failed, succeeded, type TaskContext, TaskFailure, type TaskType } from '../execution.ts';
import { withDeadline } from '../network/deadline.ts';
import { checkStatus } from '../network/expected-status.ts';
import { createHttpClient, type HttpCall, type HttpClient, systemOutside } from '../network/http-client.ts';
import { sendFollowing } from '../network/redirects.ts';
import { encodeBody } from '../network/request-body.ts';
import { buildHeaders } from '../network/request-headers.ts';
import { parseUrl } from '../network/request-url.ts';
import { type NotifyWebhookParameters, notifyWebhookManifest } from './manifest.ts';

export const notifyWebhook: TaskType<NotifyWebhookParameters> = {
  manifest: notifyWebhookManifest,
  execute: async (parameters, context) => {
    const client = await createHttpClient(context.network, systemOutside);
    try {
      return succeeded({ status: await send(client, parameters, context) });
    } catch (error) {
      if (error instanceof TaskFailure) return failed(error.failure);
      throw error;
    } finally {
      client.destroy(new Error('The task has ended.'));
    }
  },
};

async function send(client: HttpClient, parameters: NotifyWebhookParameters, context: TaskContext): Promise<number> {
  const { method, headers, auth, body, timeout } = parameters;
  const url = parseUrl(parameters.url);
  const call: HttpCall = {
    method,
    url,
    headers: buildHeaders(headers ?? {}, auth),
    body: await encodeBody(body, undefined, context.files),
  };
  const deadline = { signal: context.signal, timeoutMs: parseDuration(timeout), host: url.host, stop: client.destroy };
  return await withDeadline(deadline, async () => {
    const response = await sendFollowing(client, call, { follow: true, max: 10 });
    await checkStatus(response, '2xx', context.now());
    return response.status; // Destroying the client closes the connection: the answer itself is not read.
  });
}
