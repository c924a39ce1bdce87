import { OeError } from '../oe/oe-error.ts';
import type { SnmpAccess } from '../oe/snmp/access.ts';
import { explainSnmpError, placeOf, TIMED_OUT } from '../oe/snmp/manager.ts';

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

/** Why an agent cannot be compared, or no further, and what to do about it. */
export function explainFailure(error: Error, access: SnmpAccess, heard: Heard): OeError {
  const place = placeOf(access);
  if (error.name === TIMED_OUT)
    return explainSilence(place, access, heard) ?? explainSnmpError(error, access);
  const said = String(error.message);
  const refusal = REFUSALS.find(({ says }) => says.test(said));
  if (!refusal) {
    const { kind, message, remedy = 'See what listens there.' } = explainSnmpError(error, access);
    return new OeError(kind, message, remedy);
  }
  const who = access.user ? `user ${access.user.name}` : 'the community';
  const { message = said, remedy } = refusal;
  return new OeError('refused', `${place} refuses ${who}: ${message}.`, remedy);
}

function explainSilence(place: string, { user }: SnmpAccess, heard: Heard): OeError | undefined {
  if (heard.answers > 0) {
    return new OeError(
      'unreachable',
      `${place} does not answer any longer, after ${heard.answers} answers.`,
      'See whether the agent still runs, and what it logged last.',
    );
  }
  if (heard.datagrams === 0) {
    return (
      user &&
      new OeError(
        'unreachable',
        `${place} does not answer over SNMPv3.`,
        'See that the agent runs and listens there, that it speaks SNMPv3, and that it lets this address in.',
      )
    );
  }
  if (user) {
    const keys = user.priv
      ? 'Compare --priv and the passphrase of --priv-file with those in the agent'
      : 'See';
    return new OeError(
      'refused',
      `${place} tells its engine ID, but does not answer what user ${user.name} ${user.priv ? 'encrypts' : 'asks'}.`,
      `${keys}${user.priv ? ', and see' : ''} that the agent lets the user in from this address.`,
    );
  }
  return new OeError(
    'refused',
    `${place} answers with what is no response to what was asked.`,
    'See what listens there: it is no SNMP, broken SNMP, or has another version or request-id than the request.',
  );
}

/** Why an agent that answers some requests, and leaves out many, is given up. */
export function explainGaps(access: SnmpAccess, silences: number): OeError {
  return new OeError(
    'unreachable',
    `${placeOf(access)} left ${silences} requests without an answer, though it answers others.`,
    'Give a slow agent more time with --timeout; see what it logs, and whether packets are lost on the way.',
  );
}
