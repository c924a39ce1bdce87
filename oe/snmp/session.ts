import { type SnmpAccess, toSnmpUser } from './access.ts';
import { guardedSockets } from './guarded-sockets.ts';
import { loadNetSnmp, type Session } from './net-snmp.ts';

/** The name of net-snmp's error where there was no answer in time. */
export const TIMED_OUT = 'RequestTimedOutError';

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
  onDatagram(): void;
}

/** Opens net-snmp's session with an agent: v3 where there is a user, else v2c. */
export function openSession(access: SnmpAccess, { backwardsGetNexts, onDatagram }: SessionSettings): Session {
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
