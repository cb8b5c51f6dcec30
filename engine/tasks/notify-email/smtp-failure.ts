import { type Failure, transientFailure, userFailure } from '../../workflow/failure.ts';
import type { JsonObject } from '../../workflow/json.ts';
import { TaskFailure } from '../execution.ts';
import { connectionFailure } from '../network/connection-failure.ts';
import type { Target } from '../network/guard.ts';

/** What nodemailer adds to its errors. */
type SmtpError = Error & {
  readonly code?: string;
  readonly originalCode?: string;
  readonly responseCode?: number;
  readonly response?: string;
  readonly command?: string;
  readonly rejected?: readonly string[];
};

/** Turns an error of nodemailer into an expected failure; anything unknown is thrown on as the bug it is. */
export function smtpFailure(error: unknown, target: Target): TaskFailure {
  if (!(error instanceof Error) || error instanceof TaskFailure) return connectionFailure(error, target);
  const smtpError: SmtpError = error;
  const { code, originalCode } = smtpError;
  // The name that the system or TLS gave, where nodemailer put a broader one in its place.
  if (originalCode !== undefined) return connectionFailure(Object.assign(new Error(error.message), { code: originalCode }), target);
  const failure = refusal(smtpError, target) ?? broken(code ?? '', target, error.message);
  return failure === null ? connectionFailure(error, target) : new TaskFailure(failure);
}

function refusal(error: SmtpError, { host, port }: Target): Failure | null {
  const details: JsonObject = {
    host,
    port,
    ...(error.responseCode === undefined ? {} : { smtpStatus: error.responseCode }),
    ...(error.response === undefined ? {} : { response: error.response.slice(0, 1000) }),
    ...(error.rejected === undefined ? {} : { rejected: [...error.rejected] }),
  };
  const said = error.response === undefined ? '' : `: ${error.response.slice(0, 200)}`;
  const create = isTemporary(error) ? transientFailure : userFailure;
  switch (error.code) {
    case 'EAUTH':
    case 'ENOAUTH':
      return create('smtp_auth_failed', `${host} refused the login${said}. Check server.username and server.password.`, details);
    case 'EENVELOPE':
      return error.command === 'MAIL FROM'
        ? create('sender_refused', `${host} does not send for this address${said}. Check from.`, details)
        : create('recipients_refused', `${host} refused every recipient${said}. Check to, cc and bcc.`, details);
    case 'EMESSAGE':
      return create('message_refused', `${host} refused the message${said}. Check its size and its content.`, details);
    case 'EPROTOCOL':
      return create('bad_response', `${host} port ${port} does not speak SMTP as it should${said}. Check host, port and secure.`, details);
    default:
      return null;
  }
}

function isTemporary({ responseCode }: SmtpError): boolean {
  return responseCode !== undefined && responseCode >= 400 && responseCode < 500;
}

function broken(code: string, { host, port }: Target, text: string): Failure | null {
  const details = { host, port, reason: code };
  switch (code) {
    case 'ETLS':
    case 'EREQUIRETLS': {
      const message = `No TLS with ${host} port ${port}: ${text.slice(0, 300)}. Check server.secure and the certificate of the server.`;
      return userFailure('tls_failed', message, details);
    }
    case 'ECONNECTION':
    case 'ESOCKET':
      return transientFailure('connection_reset', `${host} closed the connection before it took the message. Try again later.`, details);
    case 'ESTREAM':
      return transientFailure('file_changed', 'An attachment could not be read to its end. Send it when nobody writes it.', details);
    default:
      return null;
  }
}
