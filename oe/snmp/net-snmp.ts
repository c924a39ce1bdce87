import { createRequire } from 'node:module';

/** One variable as net-snmp gives it: Counter64 and octets as buffers, an OID as dotted text. */
export interface Varbind {
  readonly oid: string;
  readonly type: number;
  readonly value: unknown;
}

/** The name of net-snmp's error where there was no answer in time. */
export const TIMED_OUT = 'RequestTimedOutError';
/** The name of net-snmp's error where a response has an error-status. */
export const FAILED = 'RequestFailedError';

type Callback<T> = (error: Error | null, result: T) => void;

export interface Session {
  get(oids: readonly string[], callback: Callback<readonly Varbind[]>): void;
  getNext(oids: readonly string[], callback: Callback<readonly Varbind[]>): void;
  set(varbinds: readonly Varbind[], callback: Callback<readonly Varbind[]>): void;
  getBulk(
    oids: readonly string[],
    nonRepeaters: number,
    maxRepetitions: number,
    callback: Callback<readonly (readonly Varbind[])[]>,
  ): void;
  on(event: 'error', listener: (error: Error) => void): void;
  close(): void;
}

/** A user as net-snmp takes it. */
export interface SnmpUser {
  readonly name: string;
  readonly level: number;
  readonly authProtocol?: number | undefined;
  readonly authKey?: string;
  readonly privProtocol?: number | undefined;
  readonly privKey?: string;
}

/** A notification as net-snmp's receiver gives it. */
export interface Notification {
  readonly pdu: { readonly type: number; readonly varbinds: readonly Varbind[] };
  readonly rinfo: { readonly address: string; readonly port: number };
}

export interface Authorizer {
  addCommunity(community: string): void;
  addUser(user: SnmpUser): void;
}

/** What is used of net-snmp, which has no types of its own. */
export interface NetSnmp {
  readonly Version2c: number;
  readonly SecurityLevel: Readonly<Record<'noAuthNoPriv' | 'authNoPriv' | 'authPriv', number>>;
  readonly AuthProtocols: Readonly<Record<string, number>>;
  readonly PrivProtocols: Readonly<Record<string, number>>;
  /** Names by number, and numbers by name. */
  readonly ObjectType: Readonly<Record<'NoSuchObject' | 'NoSuchInstance' | 'EndOfMibView', number>> &
    Readonly<Record<number, string>>;
  readonly PduType: Readonly<Record<'InformRequest', number>>;
  createSession(host: string, community: string, options: object): Session;
  createV3Session(host: string, user: SnmpUser, options: object): Session;
  createReceiver(
    options: object,
    callback: Callback<Notification>,
  ): { getAuthorizer(): Authorizer; close(): void };
}

/** Loads net-snmp, which takes a while: only where SNMP is spoken. */
export function loadNetSnmp(): NetSnmp {
  return createRequire(import.meta.url)('net-snmp') as NetSnmp;
}
