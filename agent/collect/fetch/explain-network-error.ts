const REASONS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there; is the service running, and is the port right?',
  ECONNRESET: 'the connection was reset before the answer was whole',
  EPIPE: 'the connection was closed before the answer was whole',
  UND_ERR_SOCKET: 'the connection was closed before the answer was whole',
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: 'the answer was cut off: it is shorter than its Content-Length',
  ENOTFOUND: 'the host name is unknown',
  EAI_AGAIN: 'the host name could not be resolved now',
  EHOSTUNREACH: 'there is no route to the host',
  ENETUNREACH: 'there is no route to the network',
  ETIMEDOUT: 'the host does not answer',
  UND_ERR_CONNECT_TIMEOUT: 'the host does not answer',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is self-signed; name it in caFile',
  SELF_SIGNED_CERT_IN_CHAIN: 'its certificate is of a private authority; name that one in caFile',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'its certificate is of an unknown authority; name that one in caFile',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'its certificate is of an unknown authority; name that one in caFile',
  CERT_HAS_EXPIRED: 'its certificate has expired',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another host name',
  ERR_SSL_WRONG_VERSION_NUMBER: 'the port speaks no TLS; is it http: instead?',
  EPROTO: 'TLS failed; does the port speak TLS?',
};

/** What went wrong on the way to an HTTP server and what to do about it, as a sentence that follows the URL. */
export function explainNetworkError(error: unknown): string {
  const { code = '', name, message } = error as NodeJS.ErrnoException;
  const reason = REASONS[code];
  if (reason !== undefined) return reason;
  if (code.startsWith('HPE_') || name === 'HTTPParserError') return `the answer is no HTTP (${message})`;
  // Happy eyeballs: one error an address tried.
  if (error instanceof AggregateError && error.errors.length > 0) return explainNetworkError(error.errors[0]);
  return message === '' ? code : message;
}

const PASSING: ReadonlySet<string> = new Set([
  ...[
    'ECONNREFUSED',
    'ECONNRESET',
    'EPIPE',
    'UND_ERR_SOCKET',
    'UND_ERR_RES_CONTENT_LENGTH_MISMATCH',
    'EAI_AGAIN',
  ],
]);

/** Whether a failure is one that services have while they start or restart. */
export function isPassing(error: unknown): boolean {
  if (error instanceof AggregateError && error.errors.length > 0) return isPassing(error.errors[0]);
  return PASSING.has((error as NodeJS.ErrnoException).code ?? '');
}
