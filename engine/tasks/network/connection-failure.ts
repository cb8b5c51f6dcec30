import { type Failure, transientFailure, userFailure } from '../../workflow/failure.ts';
import { TaskFailure } from '../execution.ts';
import type { Target } from './guard.ts';

const resetCodes = new Set(['ECONNRESET', 'EPIPE', 'ECONNABORTED', 'UND_ERR_SOCKET', 'UND_ERR_RES_CONTENT_LENGTH_MISMATCH']);
const timeoutCodes = new Set(['ETIMEDOUT', 'UND_ERR_CONNECT_TIMEOUT', 'UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT']);
const unreachableCodes = new Set(['EHOSTUNREACH', 'ENETUNREACH', 'EHOSTDOWN', 'ENETDOWN', 'EADDRNOTAVAIL', 'EACCES', 'EPERM']);
const tlsCodePattern = /^(?:EPROTO$|ERR_TLS_|ERR_SSL_|CERT_|CRL_|UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_|INVALID_CA|INVALID_PURPOSE|HOSTNAME_)/;

/** Turns an error of a socket, of TLS or of the HTTP client into an expected failure; anything else is thrown on as the bug it is. */
export function connectionFailure(error: unknown, { host, port }: Target): TaskFailure {
  if (error instanceof TaskFailure) return error;
  const code = codeOf(error);
  const details = { host, port, reason: code };
  const failure = (): Failure | null => {
    // Errors of files name a path, those of sockets do not: both know EACCES.
    if (code === 'UND_ERR_REQ_CONTENT_LENGTH_MISMATCH' || (error instanceof Error && 'path' in error)) {
      const message = `A file changed or vanished while it was sent to ${host}. Send it when nobody writes it.`;
      return transientFailure('file_changed', message, details);
    }
    if (code === 'ECONNREFUSED') {
      const message = `Nothing listens on ${host} port ${port}. Check the address, and whether the service runs.`;
      return transientFailure('connection_refused', message, details);
    }
    if (resetCodes.has(code)) {
      return transientFailure(
        'connection_reset',
        `${host} closed the connection before the exchange was complete. Try again later.`,
        details,
      );
    }
    if (timeoutCodes.has(code)) {
      return transientFailure('timed_out', `${host} did not answer in time. Try again later, or raise the timeout.`, details);
    }
    if (unreachableCodes.has(code)) {
      return transientFailure('host_unreachable', `${host} cannot be reached (${code}). Check the network and the firewall.`, details);
    }
    if (tlsCodePattern.test(code)) return tlsFailure(error, { host, port }, code);
    if (code.startsWith('HPE_')) {
      const message = `${host} port ${port} answered with something that is not HTTP. Check the port, and http or https.`;
      return userFailure('bad_response', message, details);
    }
    if (code === 'UND_ERR_HEADERS_OVERFLOW') {
      return userFailure(
        'response_too_large',
        `The headers that ${host} sent are too large. Ask whoever runs it to shorten them.`,
        details,
      );
    }
    return null;
  };
  const known = failure();
  if (known === null) throw error;
  return new TaskFailure(known);
}

function tlsFailure(error: unknown, { host, port }: Target, code: string): Failure {
  const text = error instanceof Error ? error.message : String(error);
  const message =
    `No trusted TLS connection to ${host} port ${port}: ${text.slice(0, 300)}. Check the name and the certificate of the server; ` +
    'for an authority of your own, start Millrace with NODE_EXTRA_CA_CERTS.';
  return userFailure('tls_failed', message, { host, port, reason: code });
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
