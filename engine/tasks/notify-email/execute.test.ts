import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createCertificate } from '../network/testing/certificate.ts';
import { listen } from '../network/testing/http-server.ts';
import { createTestContext } from '../testing/context.ts';
import { createNotifyEmail, notifyEmail } from './execute.ts';
import { notifyEmailManifest, notifyEmailParameters } from './manifest.ts';

type Received = {
  readonly from: string;
  readonly to: readonly string[];
  readonly user: string | undefined;
  readonly secure: boolean;
  readonly message: string;
};

const smtpError = (responseCode: number, message: string) => Object.assign(new Error(message), { responseCode });

/** A real SMTP server on 127.0.0.1; it knows the password "right" and refuses addresses that begin with "no". */
async function startMailServer(options: SMTPServerOptions = {}) {
  const received: Received[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    disableReverseLookup: true,
    onAuth: (auth, _session, callback) =>
      auth.password === 'right' ? callback(null, { user: auth.username }) : callback(smtpError(535, 'Invalid login')),
    onMailFrom: ({ address }, _session, callback) => callback(address.startsWith('no') ? smtpError(553, 'Not your address') : null),
    onRcptTo: ({ address }, _session, callback) => callback(address.startsWith('no') ? smtpError(550, 'No such user') : null),
    onData: (stream, session, callback) => {
      const { mailFrom, rcptTo } = session.envelope;
      void text(stream).then((message) => {
        const to = rcptTo.map((entry) => entry.address);
        received.push({ from: mailFrom === false ? '' : mailFrom.address, to, user: session.user, secure: session.secure, message });
        callback(stream.sizeExceeded ? smtpError(552, 'Too large') : null);
      });
    },
    ...options,
  });
  server.on('error', () => {});
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => new Promise<void>((resolve) => server.close(resolve)));
  const address = server.server.address();
  return { host: '127.0.0.1', port: typeof address === 'object' && address !== null ? address.port : 0, received };
}

const message = { to: 'ada@example.test', from: 'Millrace <flows@example.test>', subject: 'Hi', text: 'Hello' };
const run = (parameters: object, overrides = {}, task = notifyEmail) =>
  task.execute(notifyEmailParameters.parse({ ...message, ...parameters }), createTestContext(overrides));

describe('notify.email', () => {
  it('delivers a message and says who got it', async () => {
    const { host, port, received } = await startMailServer();

    const outcome = await run({ cc: ['Bob <bob@example.test>'], bcc: 'eve@example.test', html: '<b>Hello</b>', server: { host, port } });

    expect(outcome).toMatchObject({
      type: 'succeeded',
      output: { accepted: ['ada@example.test', 'bob@example.test', 'eve@example.test'], rejected: [] },
    });
    expect(received[0]).toMatchObject({ from: 'flows@example.test', to: ['ada@example.test', 'bob@example.test', 'eve@example.test'] });
    const text = received[0]?.message ?? '';
    expect(text).toMatch(/^From: Millrace <flows@example.test>\r$/m);
    expect(text).toMatch(/^Cc: Bob <bob@example.test>\r$/m);
    expect(text).toContain('<b>Hello</b>');
    expect(text).not.toContain('eve@example.test');
  });

  it('logs in', async () => {
    const { host, port, received } = await startMailServer();

    await run({ server: { host, port, username: 'flows@example.test', password: 'right' } });

    expect(received[0]?.user).toBe('flows@example.test');
  });

  it('sends as its user when nobody else is named', async () => {
    const { host, port, received } = await startMailServer();

    await run({ from: undefined, server: { host, port, username: 'user@example.test', password: 'right' } });

    expect(received[0]?.from).toBe('user@example.test');
    expect(await run({ from: undefined, server: { host, port } })).toMatchObject({ failure: { code: 'bad_address' } });
  });

  it('attaches files', async () => {
    const { host, port, received } = await startMailServer();
    const context = createTestContext();
    await writeFile(join(context.files.folder, 'a.csv'), 'x;y');
    const attachments = ['a.csv', { path: 'a.csv', filename: 'b"\r\nX-Bad: 1.bin', contentType: 'application/x-b' }];

    await notifyEmail.execute(notifyEmailParameters.parse({ ...message, attachments, server: { host, port } }), context);

    const text = received[0]?.message ?? '';
    expect(text).toMatch(/Content-Disposition: attachment; filename=a.csv/);
    expect(text).toContain(Buffer.from('x;y').toString('base64'));
    expect(text).toContain('Content-Type: application/x-b');
    expect(text).not.toMatch(/^X-Bad/m);
  });

  it('attaches nothing from outside, nothing missing, and no addresses', async () => {
    const { host, port, received } = await startMailServer();

    for (const [path, code] of [
      ['../../etc/passwd', 'path_not_allowed'],
      ['/etc/passwd', 'path_not_allowed'],
      ['missing.pdf', 'file_not_found'],
      ['https://example.test/a.pdf', 'file_not_found'],
    ]) {
      expect(await run({ attachments: [path], server: { host, port } })).toMatchObject({ failure: { code } });
    }
    expect(received).toHaveLength(0);
  });

  it('lets no value add headers or recipients', async () => {
    const { host, port, received } = await startMailServer();

    await run({ subject: 'a\r\nBcc: eve@example.test\r\n\r\nbody', text: 'a\r\n.\r\nMAIL FROM:<x@y.test>', server: { host, port } });

    expect(received).toHaveLength(1);
    expect(received[0]?.to).toEqual(['ada@example.test']);
    expect(received[0]?.message).toMatch(/^Subject: a Bcc: eve@example.test body\r$/m);
    for (const field of ['to', 'cc', 'bcc', 'from']) {
      const outcome = await run({ [field]: 'ada@example.test\r\nBcc: eve@example.test', server: { host, port } });
      expect(outcome).toMatchObject({ failure: { code: 'bad_address' } });
    }
  });

  it('fails when the login is refused', async () => {
    const { host, port, received } = await startMailServer();

    const outcome = await run({ server: { host, port, username: 'ada', password: 'hush-hush' } });

    expect(outcome).toMatchObject({ failure: { code: 'smtp_auth_failed', kind: 'user', details: { smtpStatus: 535 } } });
    expect(JSON.stringify(outcome)).not.toContain('hush-hush');
    expect(received).toHaveLength(0);
  });

  it('never sends anonymously what should be sent after a login', async () => {
    const { host, port, received } = await startMailServer({ disabledCommands: ['STARTTLS', 'AUTH'] });

    expect(await run({ server: { host, port, username: 'ada', password: 'right' } })).toMatchObject({
      failure: { code: 'smtp_auth_failed' },
    });
    expect(received).toHaveLength(0);
  });

  it('fails when every recipient is refused', async () => {
    const { host, port } = await startMailServer();

    expect(await run({ to: ['nobody@example.test', 'none@example.test'], server: { host, port } })).toMatchObject({
      failure: {
        code: 'recipients_refused',
        kind: 'user',
        details: { smtpStatus: 550, rejected: ['nobody@example.test', 'none@example.test'] },
      },
    });
  });

  it('succeeds when some recipients are refused, and warns', async () => {
    const { host, port } = await startMailServer();
    const context = createTestContext();
    const parameters = { ...message, to: ['ada@example.test', 'nobody@example.test'], server: { host, port } };

    const outcome = await notifyEmail.execute(notifyEmailParameters.parse(parameters), context);

    expect(outcome).toMatchObject({ output: { accepted: ['ada@example.test'], rejected: ['nobody@example.test'] } });
    expect(context.logs).toMatchObject([{ level: 'warn', text: expect.stringContaining('nobody@example.test') }]);
  });

  it('fails when sender or message is refused, for now or for good', async () => {
    const { host, port } = await startMailServer({ size: 500 });
    const busy = await startMailServer({ onRcptTo: (_address, _session, callback) => callback(smtpError(451, 'Try later')) });

    expect(await run({ from: 'no@example.test', server: { host, port } })).toMatchObject({
      failure: { code: 'sender_refused', kind: 'user' },
    });
    expect(await run({ text: 'x'.repeat(2000), server: { host, port } })).toMatchObject({ failure: { code: 'message_refused' } });
    expect(await run({ server: { host: busy.host, port: busy.port } })).toMatchObject({
      failure: { code: 'recipients_refused', kind: 'transient' },
    });
  });
});

describe('the connection of notify.email', () => {
  it('is pinned to a checked address', async () => {
    const { port, received } = await startMailServer();
    const task = createNotifyEmail({ resolve: async () => [{ address: '127.0.0.1', family: 4 }] });

    expect(await run({ server: { host: 'mail.example.test', port } }, {}, task)).toMatchObject({ type: 'succeeded' });
    expect(received).toHaveLength(1);
  });

  it('reaches no forbidden address', async () => {
    const network = { allowedHosts: null, privateRanges: 'deny', ownPorts: [] };

    expect(await run({ server: { host: '169.254.169.254', port: 25 } })).toMatchObject({ failure: { code: 'address_blocked' } });
    expect(await run({ server: { host: '127.0.0.1', port: 25 } }, { network })).toMatchObject({ failure: { code: 'address_blocked' } });
    expect(await run({ server: { host: '127.0.0.1', port: 25 } }, { network: { ...network, allowedHosts: ['a.test'] } })).toMatchObject({
      failure: { code: 'host_not_allowed' },
    });
  });

  it('may be refused', async () => {
    const server = createServer();
    const port = await listen(server);
    await new Promise((resolve) => server.close(resolve));

    expect(await run({ server: { host: '127.0.0.1', port } })).toMatchObject({
      failure: { code: 'connection_refused', kind: 'transient' },
    });
  });

  it('may be closed, or answered by something else', async () => {
    const closing = await listen(createServer((socket) => socket.end()));
    const web = await listen(createServer((socket) => void socket.write('HTTP/1.1 400 Bad Request\r\n\r\n')));

    expect(await run({ server: { host: '127.0.0.1', port: closing } })).toMatchObject({ failure: { code: 'connection_reset' } });
    expect(await run({ server: { host: '127.0.0.1', port: web } })).toMatchObject({ failure: { code: 'bad_response' } });
  });

  it('times out when the server says nothing', async () => {
    const port = await listen(createServer(() => {}));

    expect(await run({ timeout: '100ms', server: { host: '127.0.0.1', port } })).toMatchObject({ failure: { code: 'timed_out' } });
  });

  it('times out while the name is being resolved', async () => {
    const task = createNotifyEmail({ resolve: () => new Promise(() => {}) });

    expect(await run({ timeout: '50ms', server: { host: 'slow.test' } }, {}, task)).toMatchObject({ failure: { code: 'timed_out' } });
  });

  it('is closed by the abort of the attempt', async () => {
    const controller = new AbortController();
    let closed = () => {};
    const ended = new Promise<void>((resolve) => {
      closed = resolve;
    });
    const port = await listen(
      createServer(
        (socket) =>
          void socket
            .on('close', closed)
            .once('data', () => controller.abort())
            .write('220 hi\r\n'),
      ),
    );

    const outcome = await run({ server: { host: '127.0.0.1', port } }, { signal: controller.signal });
    await ended;

    expect(outcome).toMatchObject({ failure: { code: 'aborted' } });
  });

  it.each([
    ['from its start', true],
    ['by STARTTLS', false],
  ])('uses TLS %s, and trusts no unknown certificate or name', async (_title, secure) => {
    const { key, cert } = createCertificate('mail.example.test');
    const { port, received } = await startMailServer({ key, cert, secure, disabledCommands: [] });
    const resolve = async () => [{ address: '127.0.0.1', family: 4 as const }];
    const trusting = createNotifyEmail({ resolve, certificates: cert });
    const login = { username: 'ada', password: 'right', requireTls: true };

    const sent = await run({ server: { host: 'mail.example.test', port, secure, ...login } }, {}, trusting);
    const otherName = await run({ server: { host: 'other.example.test', port, secure } }, {}, trusting);
    const unknown = await run({ server: { host: 'mail.example.test', port, secure } }, {}, createNotifyEmail({ resolve }));

    expect(sent).toMatchObject({ type: 'succeeded' });
    expect(otherName).toMatchObject({ failure: { code: 'tls_failed', kind: 'user' } });
    expect(unknown).toMatchObject({ failure: { code: 'tls_failed', details: { reason: 'DEPTH_ZERO_SELF_SIGNED_CERT' } } });
    expect(received).toMatchObject([{ user: 'ada', secure: true }]);
  });

  it('sends nothing without TLS where TLS is required', async () => {
    const { host, port, received } = await startMailServer();

    expect(await run({ server: { host, port, requireTls: true } })).toMatchObject({ failure: { code: 'tls_failed' } });
    expect(received).toHaveLength(0);
  });
});

describe('the manifest of notify.email', () => {
  it('has examples that its schema accepts', () => {
    for (const example of notifyEmailManifest.examples) expect(notifyEmailParameters.safeParse(example.with).error).toBeUndefined();
  });

  it('names the powers a message uses', () => {
    expect(notifyEmailManifest.examples.map((example) => notifyEmailManifest.capabilities(example.with))).toEqual([
      [
        { kind: 'host', value: 'smtp.example.test' },
        { kind: 'folder', value: '.' },
        { kind: 'secret', value: 'SMTP_PASSWORD' },
      ],
      [{ kind: 'host', value: '*' }],
    ]);
  });

  it('asks for a recipient', () => {
    const { to: _to, ...rest } = message;

    expect(notifyEmailParameters.safeParse({ ...rest, server: { host: 'a' } }).success).toBe(false);
    expect(notifyEmailParameters.safeParse({ ...rest, bcc: 'a@b.test', server: { host: 'a' } }).success).toBe(true);
  });

  it('describes a message by its first recipient and its subject', () => {
    expect(notifyEmailManifest.describe?.({ to: ['a@b.test', 'c@d.test'], subject: 'Hi' })).toBe('a@b.test: Hi');
    expect(notifyEmailManifest.describe?.({})).toBe('');
  });
});
