import type { OeError } from '../oe-error.ts';
import { type SnmpAccess, toSnmpUser } from './access.ts';
import { explainSnmpError } from './explain-error.ts';
import { guardedSockets } from './guarded-sockets.ts';
import { FAILED, loadNetSnmp, type Session, TIMED_OUT } from './net-snmp.ts';

/** With SNMPv3 a request may follow a discovery, and another one a report that tells the time. */
const MOST_EXCHANGES = 3;

export interface SessionSettings {
  /** An answer to GETNEXT or GETBULK that does not come after what was asked for is no error. */
  readonly backwardsGetNexts: boolean;
}

/** Has a session of net-snmp's send a request, and call back with what came of it. */
export type Start<T> = (session: Session, callback: (error: Error | null, result: T) => void) => void;

/** net-snmp's session with an agent, v3 where there is a user, else v2c; it knows what came of the agent so far. */
export class AgentSession {
  readonly #access: SnmpAccess;
  readonly #session: Session;
  #datagrams = 0;
  #answers = 0;

  constructor(access: SnmpAccess, { backwardsGetNexts }: SessionSettings) {
    this.#access = access;
    const { host, port, community, user, timeoutMs: timeout, retries } = access;
    const snmp = loadNetSnmp();
    const transport = host.includes(':') ? 'udp6' : 'udp4';
    const dgramModule = guardedSockets(() => this.#datagrams++);
    const options = { port, transport, timeout, retries, backwardsGetNexts, dgramModule };
    this.#session = user
      ? snmp.createV3Session(host, toSnmpUser(snmp, user), options)
      : snmp.createSession(host, community, { ...options, version: snmp.Version2c });
    // Datagrams that cannot be decoded: the request that they may have answered times out.
    this.#session.on('error', () => {});
  }

  /**
   * Starts a request, and rejects with net-snmp's error. It ends in bounded time, also where net-snmp never says
   * so: an agent may answer every request with a report, or with what net-snmp fails at.
   */
  ask<T>(start: Start<T>): Promise<T> {
    const { timeoutMs, retries } = this.#access;
    return new Promise((resolve, reject) => {
      const overdue = Object.assign(new Error('no end'), { name: TIMED_OUT });
      const deadline = setTimeout(reject, MOST_EXCHANGES * (retries + 1) * timeoutMs, overdue);
      start(this.#session, (error, result) => {
        clearTimeout(deadline);
        // An error-status is an answer, too.
        if (!error || error.name === FAILED) this.#answers += 1;
        if (error) reject(error);
        else resolve(result);
      });
    });
  }

  /** What an error of `ask` means, after all that came so far. */
  explain(error: Error): OeError {
    return explainSnmpError(error, this.#access, { datagrams: this.#datagrams, answers: this.#answers });
  }

  close(): void {
    this.#session.close();
  }
}
