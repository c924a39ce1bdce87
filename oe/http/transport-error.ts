import { OeError } from '../oe-error.ts';

/** What the codes of Node, of OpenSSL and of undici mean to people. */
const EXPLAINED: Readonly<Record<string, readonly [what: string, remedy: string]>> = {
  ECONNREFUSED: ['nobody listens there', 'See that the agent runs, and that http.listen is this address.'],
  ENOTFOUND: ['the name has no address', 'Correct the host in --url.'],
  EAI_AGAIN: [
    'the name server does not answer',
    'Write the address instead of the name, or ask again later.',
  ],
  EHOSTUNREACH: ['there is no way to it', 'Correct the host in --url.'],
  ENETUNREACH: ['there is no way to its network', 'Correct the host in --url.'],
  ETIMEDOUT: ['it does not answer', 'See that the host is up and no firewall is between.'],
  UND_ERR_CONNECT_TIMEOUT: ['it does not answer', 'See that the host is up and no firewall is between.'],
  UND_ERR_HEADERS_TIMEOUT: ['it takes the question and does not answer', 'Raise --timeout, or ask for less.'],
  UND_ERR_BODY_TIMEOUT: ['it stopped amid its answer', 'Ask again, or raise --timeout.'],
  UND_ERR_SOCKET: [
    'it closed the connection amid its answer',
    'Ask again; the log of the agent may say why.',
  ],
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: [
    'its answer is shorter or longer than its Content-Length',
    'Ask again; see whether a proxy is between.',
  ],
  ECONNRESET: ['it closed the connection', 'See whether --url should begin with https, or ask again.'],
  ERR_SSL_WRONG_VERSION_NUMBER: ['it speaks no TLS', 'Write http in --url, or give the agent http.tls.'],
  ERR_TLS_CERT_ALTNAME_INVALID: [
    'its certificate is of another name',
    'Ask by the name that the certificate has.',
  ],
  CERT_HAS_EXPIRED: ['its certificate has expired', 'Give the agent a new certificate.'],
  CERT_NOT_YET_VALID: ['its certificate is not valid yet', 'Set the clock.'],
  ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED: [
    'it asks for a certificate of yours',
    'Give --cert and --key, signed by the authority that the agent trusts.',
  ],
  ERR_SSL_TLSV1_ALERT_UNKNOWN_CA: [
    'it does not trust the authority of your certificate',
    'Use a --cert that the http.tls.clientCaFile of the agent has signed.',
  ],
};
const NO_HTTP: readonly [string, string] = [
  'it speaks no HTTP',
  'Correct the port, or write https in --url.',
];
const UNTRUSTED: readonly [string, string] = [
  'its certificate is signed by nobody who is trusted here',
  'Name the authority that signed it with --ca.',
];
const UNTRUSTED_CODES = [
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
];

/** Why there was no answer over HTTP, or half of one. */
export function explainTransport(error: Error, url: URL): OeError {
  const code = error.name === 'HTTPParserError' ? 'HPE' : codeOf(error);
  const [what, remedy] = EXPLAINED[code] ?? kindOf(code) ?? [error.message, 'Correct the address in --url.'];
  return new OeError('unreachable', `${url.host} cannot be asked: ${what}.`, remedy);
}

function kindOf(code: string): readonly [string, string] | undefined {
  if (code.startsWith('HPE')) return NO_HTTP;
  return UNTRUSTED_CODES.includes(code) ? UNTRUSTED : undefined;
}

/** Of several addresses tried, the errors are in an AggregateError. */
function codeOf(error: unknown): string {
  const { code, cause, errors } = error as { code?: unknown; cause?: unknown; errors?: readonly unknown[] };
  if (typeof code === 'string') return code;
  const inner = errors?.[0] ?? cause;
  return inner === undefined ? '' : codeOf(inner);
}
