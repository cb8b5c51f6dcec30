import { describe, expect, it } from 'vitest';
import { startServer } from '../network/testing/http-server.ts';
import { createTestContext } from '../testing/context.ts';
import { notifyWebhook } from './execute.ts';
import { notifyWebhookManifest, notifyWebhookParameters } from './manifest.ts';

const run = (parameters: object, overrides = {}) =>
  notifyWebhook.execute(notifyWebhookParameters.parse(parameters), createTestContext(overrides));

describe('notify.webhook', () => {
  it('posts JSON and gives the status', async () => {
    const { origin, received } = await startServer(() => ({ status: 202, body: 'queued' }));

    const auth = { type: 'bearer', token: 't' };
    const outcome = await run({ url: `${origin}/hook`, body: { text: 'hi' }, headers: { 'X-A': 'b' }, auth });

    expect(outcome).toEqual({ type: 'succeeded', output: { status: 202 } });
    expect(received[0]).toMatchObject({ method: 'POST', url: '/hook', headers: { 'x-a': 'b', authorization: 'Bearer t' } });
    expect(received[0]?.headers['content-type']).toBe('application/json');
    expect(received[0]?.body.toString()).toBe('{"text":"hi"}');
  });

  it('fails with what the service said', async () => {
    const { origin } = await startServer(() => ({ status: 429, headers: { 'retry-after': '3' }, body: 'slow down' }));

    expect(await run({ url: origin, body: 'x' })).toMatchObject({
      failure: { code: 'http_status', kind: 'transient', details: { httpStatus: 429, retryAfterMs: 3000, body: 'slow down' } },
    });
  });

  it('reaches no forbidden address, not even by a redirect', async () => {
    const { origin } = await startServer(() => ({ status: 307, headers: { location: 'http://169.254.169.254/' } }));

    expect(await run({ url: 'http://169.254.169.254/' })).toMatchObject({ failure: { code: 'address_blocked' } });
    expect(await run({ url: origin })).toMatchObject({ failure: { code: 'address_blocked' } });
    const network = { allowedHosts: ['hooks.example.test'], privateRanges: 'allow', ownPorts: [] };
    expect(await run({ url: origin }, { network })).toMatchObject({ failure: { code: 'host_not_allowed' } });
  });

  it('ends with its attempt', async () => {
    const { origin, received } = await startServer(() => ({}));

    expect(await run({ url: origin }, { signal: AbortSignal.abort() })).toMatchObject({ failure: { code: 'aborted' } });
    expect(received).toHaveLength(0);
  });

  it('names the powers it uses', () => {
    const [first, second] = notifyWebhookManifest.examples.map((example) => notifyWebhookManifest.capabilities(example.with));

    expect(first).toEqual([
      { kind: 'host', value: '*' },
      { kind: 'secret', value: 'CHAT_WEBHOOK' },
    ]);
    expect(second).toEqual([
      { kind: 'host', value: 'alerts.example.test' },
      { kind: 'secret', value: 'ALERT_TOKEN' },
    ]);
  });

  it('has examples that its schema accepts', () => {
    for (const example of notifyWebhookManifest.examples) expect(notifyWebhookParameters.safeParse(example.with).success).toBe(true);
  });
});
