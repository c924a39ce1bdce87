import { OeError } from '../oe-error.ts';
import { type SnmpAccess, toSnmpUser } from './access.ts';
import { guardedSockets } from './guarded-sockets.ts';
import { loadNetSnmp, type NetSnmp, type Session, type Varbind } from './net-snmp.ts';

/** Variables asked for at once: what fits a datagram of 1,400 octets, more or less. */
const VARIABLES_A_REQUEST = 20;
const MAX_REPETITIONS = 30;

/** A manager at one agent: net-snmp's, with promises. Every method rejects with an OeError. */
export class SnmpManager {
  readonly #access: SnmpAccess;
  readonly #snmp: NetSnmp;
  readonly #session: Session;

  constructor(access: SnmpAccess) {
    this.#access = access;
    this.#snmp = loadNetSnmp();
    this.#session = openSession(access, { backwardsGetNexts: false });
  }

  /** The variables of these names, in their order; undefined for one that does not exist. */
  async get(oids: readonly string[]): Promise<(Varbind | undefined)[]> {
    const found: (Varbind | undefined)[] = [];
    for (let at = 0; at < oids.length; at += VARIABLES_A_REQUEST) {
      const some = oids.slice(at, at + VARIABLES_A_REQUEST);
      const varbinds = await this.#ask<readonly Varbind[]>((callback) => this.#session.get(some, callback));
      found.push(...varbinds.map((varbind) => (this.#isException(varbind) ? undefined : varbind)));
    }
    return found;
  }

  /** All variables below a name, in order; `onRows` is told how many there are so far. */
  async walk(root: string, onRows: (count: number) => void = () => {}): Promise<Varbind[]> {
    const found: Varbind[] = [];
    for (let at = root; ; ) {
      const [page = []] = await this.#ask<readonly (readonly Varbind[])[]>((callback) =>
        this.#session.getBulk([at], 0, MAX_REPETITIONS, callback),
      );
      const below = page.filter(
        (varbind) => !this.#isException(varbind) && varbind.oid.startsWith(`${root}.`),
      );
      found.push(...below);
      onRows(found.length);
      const last = below.at(-1);
      if (!last || below.length < page.length) return found;
      at = last.oid;
    }
  }

  close(): void {
    this.#session.close();
  }

  #isException({ type }: Varbind): boolean {
    const { NoSuchObject, NoSuchInstance, EndOfMibView } = this.#snmp.ObjectType;
    return type === NoSuchObject || type === NoSuchInstance || type === EndOfMibView;
  }

  #ask<T>(start: (callback: (error: Error | null, result: T) => void) => void): Promise<T> {
    return askWithin(this.#access, start).catch((error: Error) => {
      throw explainSnmpError(error, this.#access);
    });
  }
}

/** With SNMPv3 a request may follow a discovery, and another one a report that tells the time. */
const MOST_EXCHANGES = 3;

/**
 * Starts a request of net-snmp's, and rejects with net-snmp's error. It ends in bounded time, also where net-snmp
 * never says so: an agent may answer every request with a report, or with what net-snmp fails at.
 */
export function askWithin<T>(
  { timeoutMs, retries }: SnmpAccess,
  start: (callback: (error: Error | null, result: T) => void) => void,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const overdue = Object.assign(new Error('no end'), { name: TIMED_OUT });
    const deadline = setTimeout(reject, MOST_EXCHANGES * (retries + 1) * timeoutMs, overdue);
    start((error, result) => {
      clearTimeout(deadline);
      if (error) reject(error);
      else resolve(result);
    });
  });
}

export interface SessionSettings {
  /** An answer to GETNEXT or GETBULK that does not come after what was asked for is no error. */
  readonly backwardsGetNexts: boolean;
  /** Told of each datagram that comes. */
  onDatagram?(): void;
}

/** Opens net-snmp's session with an agent: v3 where there is a user, else v2c. */
export function openSession(
  access: SnmpAccess,
  { backwardsGetNexts, onDatagram = () => {} }: SessionSettings,
): Session {
  const { host, port, community, user, timeoutMs: timeout, retries } = access;
  const snmp = loadNetSnmp();
  const transport = host.includes(':') ? 'udp6' : 'udp4';
  const dgramModule = guardedSockets(onDatagram);
  const options = { port, transport, timeout, retries, backwardsGetNexts, dgramModule };
  const session = user
    ? snmp.createV3Session(host, toSnmpUser(snmp, user), options)
    : snmp.createSession(host, community, { ...options, version: snmp.Version2c });
  // Datagrams that cannot be decoded: the request that they may have answered times out.
  session.on('error', () => {});
  return session;
}

/** The name of net-snmp's error where there was no answer in time. */
export const TIMED_OUT = 'RequestTimedOutError';

/** An agent's address and port as people write them. */
export function placeOf({ host, port }: SnmpAccess): string {
  return `${host.includes(':') ? `[${host}]` : host}:${port}`;
}

/** What a session's error means, and what to do about it. */
export function explainSnmpError(error: Error, access: SnmpAccess): OeError {
  const { host, user } = access;
  const place = placeOf(access);
  if (error.name === TIMED_OUT) {
    const identity = user ? `user ${user.name}` : 'community';
    return new OeError(
      'unreachable',
      `${place} does not answer over SNMP.`,
      `See that the agent runs and listens there, and that it knows the ${identity}: agents do not answer strangers.`,
    );
  }
  if ('code' in error && typeof error.code === 'string') {
    const said = error.code === 'ENOTFOUND' ? 'has no address' : `cannot be reached: ${error.message}`;
    return new OeError('unreachable', `${host} ${said}.`, 'Correct the address.');
  }
  const remedy = user && 'Compare the user, its protocols and passphrases with those in the agent.';
  return new OeError('refused', `${place} answers over SNMP: ${error.message}.`, remedy);
}
