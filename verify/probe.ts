import { OeError } from '../oe/oe-error.ts';
import type { SnmpAccess } from '../oe/snmp/access.ts';
import { placeOf } from '../oe/snmp/explain-error.ts';
import { FAILED, loadNetSnmp, type NetSnmp, TIMED_OUT, type Varbind } from '../oe/snmp/net-snmp.ts';
import { AgentSession, type Start } from '../oe/snmp/session.ts';
import { isException, type SmiType } from './seen-value.ts';

/** What an agent answers to a request: variables, or why there are none. */
export type Answer =
  | { readonly ok: true; readonly seen: readonly Seen[] }
  | { readonly ok: false; readonly reason: string };

/** A variable as it came. */
export interface Seen extends Varbind {
  readonly smi: SmiType;
}

const TYPES: Readonly<Record<string, SmiType>> = {
  Integer: 'Integer32',
  OctetString: 'OCTET STRING',
  OID: 'OBJECT IDENTIFIER',
  Counter: 'Counter32',
  Gauge: 'Unsigned32',
  NoSuchObject: 'noSuchObject',
  NoSuchInstance: 'noSuchInstance',
  EndOfMibView: 'endOfMibView',
};

/** Each request without an answer takes the whole timeout: after so many an agent is given up. */
const MOST_SILENCES = 10;
const SYS_UP_TIME = '1.3.6.1.2.1.1.3.0';

/**
 * A manager that takes any answer as it comes, also one that no agent should give. Where a request has none it sees
 * whether another has: every method rejects with an OeError where the agent answers nothing, or too little.
 */
export class Probe {
  readonly #access: SnmpAccess;
  readonly #snmp: NetSnmp;
  readonly #session: AgentSession;
  #silences = 0;

  constructor(access: SnmpAccess) {
    this.#access = access;
    this.#snmp = loadNetSnmp();
    this.#session = new AgentSession(access, { backwardsGetNexts: true });
  }

  get(oids: readonly string[]): Promise<Answer> {
    return this.#ask((session, callback) => session.get(oids, callback));
  }

  getNext(oids: readonly string[]): Promise<Answer> {
    return this.#ask((session, callback) => session.getNext(oids, callback));
  }

  getBulk(oid: string, maxRepetitions: number): Promise<Answer> {
    return this.#ask((session, callback) =>
      session.getBulk([oid], 0, maxRepetitions, (error, columns) => callback(error, columns?.[0] ?? [])),
    );
  }

  /** Sets an instance to what was seen of it. */
  set({ oid, type, value }: Seen): Promise<Answer> {
    return this.#ask((session, callback) => session.set([{ oid, type, value }], callback));
  }

  /** Rejects where the agent does not answer at all, or lets nobody ask who comes so. */
  async reach(): Promise<void> {
    const outcome = await this.#try((session, callback) => session.get([SYS_UP_TIME], callback));
    if (!(outcome instanceof Error) || (outcome.name === FAILED && !isRefusal(outcome))) return;
    throw this.#session.explain(outcome);
  }

  close(): void {
    this.#session.close();
  }

  async #ask(start: Start<readonly Varbind[]>): Promise<Answer> {
    const outcome = await this.#try(start);
    if (!(outcome instanceof Error)) {
      return { ok: true, seen: outcome.map((each) => toSeen(each, this.#snmp)) };
    }
    if (outcome.name !== FAILED || isRefusal(outcome)) await this.reach();
    if (outcome.name === TIMED_OUT) this.#silences += 1;
    if (this.#silences === MOST_SILENCES) throw explainGaps(this.#access, MOST_SILENCES);
    return { ok: false, reason: reasonOf(outcome) };
  }

  async #try(start: Start<readonly Varbind[]>): Promise<readonly Varbind[] | Error> {
    try {
      return (await this.#session.ask(start)) ?? [];
    } catch (error) {
      return error as Error;
    }
  }
}

/** A variable with the name of its type. */
export function toSeen(varbind: Varbind, snmp: NetSnmp): Seen {
  const name = snmp.ObjectType[varbind.type] ?? `type ${varbind.type}`;
  const smi = TYPES[name] ?? (name as SmiType);
  // What net-snmp cannot read, such as a text that is longer than its message, has no value.
  const hasValue = (varbind.value ?? undefined) !== undefined || smi === 'Null' || isException({ smi });
  return { ...varbind, smi: hasValue ? smi : 'undecodable' };
}

/** Error-statuses that net-snmp calls otherwise than RFC 3416 does. */
const STATUSES: Readonly<Record<string, string>> = { GeneralError: 'genErr' };

function isRefusal({ message }: Error): boolean {
  return String(message).startsWith('AuthorizationError');
}

/** `NotWritable: 1.3…` → `notWritable`. */
function reasonOf({ name, message }: Error): string {
  if (name === TIMED_OUT) return 'no answer';
  // A status that net-snmp has no name for is a number, and no text.
  const text = String(message);
  if (name !== FAILED) return text;
  const [status = ''] = text.split(':', 1);
  if (/^\d*$/.test(status)) return 'an error-status that there is not';
  return STATUSES[status] ?? status.charAt(0).toLowerCase() + status.slice(1);
}

/** Why an agent that answers some requests, and leaves out many, is given up. */
function explainGaps(access: SnmpAccess, silences: number): OeError {
  return new OeError(
    'unreachable',
    `${placeOf(access)} left ${silences} requests without an answer, though it answers others.`,
    'Give a slow agent more time with --timeout; see what it logs, and whether packets are lost on the way.',
  );
}
