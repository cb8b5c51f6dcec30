import type { SMTPSentMessageInfo, SMTPTransportOptions } from 'nodemailer';
import { parseDuration } from '../../workflow/duration.ts';
import { userFailure } from '../../workflow/failure.ts';
import { failed, succeeded, type TaskContext, TaskFailure, type TaskType } from '../execution.ts';
import { withDeadline } from '../network/deadline.ts';
import type { Target } from '../network/guard.ts';
import { type Outside, systemOutside } from '../network/http-client.ts';
import { connectPinned, type PinnedSocket } from '../network/pinned-socket.ts';
import { closeAttachments, type OpenAttachment, openAttachments } from './attachments.ts';
import { parseMailbox, parseMailboxes } from './mailbox.ts';
import type { Mailbox } from './mailbox-text.ts';
import { type NotifyEmailParameters, notifyEmailManifest } from './manifest.ts';
import { smtpFailure } from './smtp-failure.ts';

export const notifyEmail = createNotifyEmail(systemOutside);

type Server = NotifyEmailParameters['server'];
type Message = ReturnType<typeof composeMessage>;

/** The task type, on the system's own resolver or on another one. */
export function createNotifyEmail(outside: Outside): TaskType<NotifyEmailParameters> {
  return {
    manifest: notifyEmailManifest,
    execute: async (parameters, context) => {
      let attachments: readonly OpenAttachment[] = [];
      try {
        const message = composeMessage(parameters);
        attachments = await openAttachments(parameters.attachments, context.files);
        const info = await deliver(parameters, { ...message, attachments: [...attachments] }, context, outside);
        if (info.rejected.length > 0) context.log('warn', `The server refused some recipients: ${info.rejected.join(', ')}`);
        const { messageId, accepted, rejected, response } = info;
        return succeeded({ messageId, accepted: [...accepted], rejected: [...rejected], response });
      } catch (error) {
        if (error instanceof TaskFailure) return failed(error.failure);
        throw error;
      } finally {
        closeAttachments(attachments);
      }
    },
  };
}

/** Addresses are parsed here, one by one: the mail library would take lists, groups and comments from any text. */
function composeMessage({ to, cc, bcc, from, subject, text, html, server }: NotifyEmailParameters) {
  return {
    from: parseSender(from ?? server.username),
    to: [...parseMailboxes(to)],
    cc: [...parseMailboxes(cc)],
    bcc: [...parseMailboxes(bcc)],
    subject: subject.replace(/\p{Cc}+/gu, ' ').trim(),
    ...(text === undefined ? {} : { text }),
    ...(html === undefined ? {} : { html }),
  };
}

function parseSender(text: string | undefined): Mailbox {
  if (text !== undefined) return parseMailbox(text);
  throw new TaskFailure(userFailure('bad_address', 'The message has no sender. Set from to an email address.'));
}

async function deliver(
  { server, timeout }: NotifyEmailParameters,
  message: Message & { readonly attachments: OpenAttachment[] },
  context: TaskContext,
  outside: Outside,
): Promise<SMTPSentMessageInfo> {
  const target: Target = { host: server.host.trim(), port: server.port ?? (server.secure ? 465 : 587) };
  const closing = new AbortController();
  const stop = (reason: Error) => closing.abort(reason);
  const deadline = { signal: context.signal, timeoutMs: parseDuration(timeout), host: target.host, stop };
  return await withDeadline(deadline, async () => {
    const connection = await connectPinned(target, context.network, outside.resolve, closing.signal);
    try {
      const { createTransport } = await import('nodemailer');
      return await createTransport(transportOptions(server, target, connection, outside)).sendMail({ ...message, signal: closing.signal });
    } catch (error) {
      throw smtpFailure(error, target);
    } finally {
      connection.socket.destroy();
    }
  });
}

function transportOptions(server: Server, target: Target, { socket, isLocal }: PinnedSocket, outside: Outside): SMTPTransportOptions {
  const { username, password, secure } = server;
  return {
    host: target.host,
    port: target.port,
    connection: socket,
    secure,
    requireTLS: !secure && (server.requireTls ?? (password !== undefined && !isLocal)),
    // Without it a server that offers no login would get the message from somebody it does not know.
    ...(username === undefined ? {} : { auth: { user: username, pass: password ?? '' }, forceAuth: true }),
    ...(outside.certificates === undefined ? {} : { tls: { ca: outside.certificates } }),
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}
