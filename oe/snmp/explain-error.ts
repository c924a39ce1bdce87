import { OeError } from '../oe-error.ts';
import type { SnmpAccess } from './access.ts';
import { TIMED_OUT } from './net-snmp.ts';

/** What came of an agent so far. */
export interface Heard {
  /** Datagrams, whatever was in them. */
  readonly datagrams: number;
  /** Requests that were answered. */
  readonly answers: number;
}

interface Refusal {
  /** What net-snmp's error says. */
  readonly says: RegExp;
  readonly message?: string;
  readonly remedy: string;
}

/** Reports of the User-based Security Model (RFC 3414 section 3.2), and what an agent's access control says. */
const REFUSALS: readonly Refusal[] = [
  {
    says: /^Unknown User Name/,
    remedy: 'Correct --user, or add the user to the agent, for requests from this address.',
  },
  {
    says: /^Wrong Digest/,
    message: 'the authentication passphrase or protocol is wrong',
    remedy: 'Compare --auth and the passphrase of --auth-file with those of the user in the agent.',
  },
  {
    says: /^Unsupported Security Level/,
    remedy:
      'Give --auth and --priv where the user has such keys in the agent, and leave out what it has not.',
  },
  {
    says: /^(Decryption Error|Failed to decrypt)/,
    message: 'the privacy passphrase or protocol is wrong',
    remedy: 'Compare --priv and the passphrase of --priv-file with those of the user in the agent.',
  },
  {
    says: /^Authentication digest/,
    message: 'what it answers is not authentic',
    remedy: 'See whether something between here and the agent changes messages.',
  },
  {
    says: /^(Not In Time Window|Message with engineBoots)/,
    message: 'the time of its engine contradicts what it said before',
    remedy: 'See that only one agent answers there, and that it keeps its snmpEngineBoots over restarts.',
  },
  {
    says: /^(Unknown Engine ID|Unexpected Report)/,
    message: 'it does not accept the engine ID that it gives',
    remedy: 'Ask the agent itself, not a proxy or a balancer in front of several.',
  },
  {
    says: /^(AuthorizationError|NoAccess)/i,
    message: 'authorizationError',
    remedy:
      'Give it a view of the model in the agent; with SNMPv3, come with all the keys that it has (--auth, --priv).',
  },
];

/** An agent's address and port as people write them. */
export function placeOf({ host, port }: SnmpAccess): string {
  return `${host.includes(':') ? `[${host}]` : host}:${port}`;
}

/** What an error of net-snmp's means, and what to do about it. */
export function explainSnmpError(error: Error, access: SnmpAccess, heard: Heard): OeError {
  const place = placeOf(access);
  if (error.name === TIMED_OUT) return explainSilence(place, access, heard);
  const said = String(error.message);
  if ('code' in error && typeof error.code === 'string') {
    const why = error.code === 'ENOTFOUND' ? 'has no address' : `cannot be reached: ${said}`;
    return new OeError('unreachable', `${access.host} ${why}.`, 'Correct the address.');
  }
  const refusal = REFUSALS.find(({ says }) => says.test(said));
  if (!refusal) {
    const remedy = access.user
      ? 'Compare the user, its protocols and passphrases with those in the agent.'
      : 'See what listens there.';
    return new OeError('refused', `${place} answers over SNMP: ${said}.`, remedy);
  }
  const who = access.user ? `user ${access.user.name}` : 'the community';
  const { message = said, remedy } = refusal;
  return new OeError('refused', `${place} refuses ${who}: ${message}.`, remedy);
}

function explainSilence(place: string, { user }: SnmpAccess, heard: Heard): OeError {
  if (heard.answers > 0) {
    return new OeError(
      'unreachable',
      `${place} does not answer any longer, after ${heard.answers} ${heard.answers === 1 ? 'answer' : 'answers'}.`,
      'See whether the agent still runs, and what it logged last.',
    );
  }
  if (heard.datagrams > 0) return explainUnusable(place, user);
  if (!user) {
    return new OeError(
      'unreachable',
      `${place} does not answer over SNMP.`,
      'See that the agent runs and listens there, and that it knows the community: agents do not answer strangers.',
    );
  }
  return new OeError(
    'unreachable',
    `${place} does not answer over SNMPv3.`,
    'See that the agent runs and listens there, that it speaks SNMPv3, and that it lets this address in.',
  );
}

/** Something came, and no response. */
function explainUnusable(place: string, user: SnmpAccess['user']): OeError {
  if (!user) {
    return new OeError(
      'refused',
      `${place} answers with what is no response to what was asked.`,
      'See what listens there: it is no SNMP, broken SNMP, or has another version or request-id than the request.',
    );
  }
  const [asks, remedy] = user.priv
    ? ['encrypts', 'Compare --priv and the passphrase of --priv-file with those in the agent, and see']
    : ['asks', 'See'];
  return new OeError(
    'refused',
    `${place} tells its engine ID, but does not answer what user ${user.name} ${asks}.`,
    `${remedy} that the agent lets the user in from this address.`,
  );
}
