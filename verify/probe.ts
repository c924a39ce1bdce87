import type { SnmpAccess } from '../oe/snmp/access.ts';
import { explainSnmpError, openSession } from '../oe/snmp/manager.ts';
import { loadNetSnmp, type NetSnmp, type Session, type Varbind } from '../oe/snmp/net-snmp.ts';
import type { SmiType } from './seen-value.ts';

/** What an agent answers to a request: variables, or why there are none. */
export type Answer =
  | { readonly ok: true; readonly seen: readonly Seen[] }
  | { readonly ok: false; readonly isSilent: boolean; readonly reason: string };

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

/** A manager that takes any answer as it comes, also one that no agent should give. */
export class Probe {
  readonly #access: SnmpAccess;
  readonly #snmp: NetSnmp;
  readonly #session: Session;

  constructor(access: SnmpAccess) {
    this.#access = access;
    this.#snmp = loadNetSnmp();
    this.#session = openSession(access, { backwardsGetNexts: true });
  }

  get(oids: readonly string[]): Promise<Answer> {
    return this.#ask((callback) => this.#session.get(oids, callback));
  }

  getNext(oids: readonly string[]): Promise<Answer> {
    return this.#ask((callback) => this.#session.getNext(oids, callback));
  }

  getBulk(oid: string, maxRepetitions: number): Promise<Answer> {
    return this.#ask((callback) =>
      this.#session.getBulk([oid], 0, maxRepetitions, (error, columns) =>
        callback(error, columns?.[0] ?? []),
      ),
    );
  }

  /** Sets an instance to what was seen of it. */
  set({ oid, type, value }: Seen): Promise<Answer> {
    return this.#ask((callback) => this.#session.set([{ oid, type, value }], callback));
  }

  /** Rejects with an OeError where the agent does not answer at all. */
  async reach(): Promise<void> {
    const error = await new Promise<Error | null>((resolve) => {
      this.#session.get(['1.3.6.1.2.1.1.3.0'], (failure) => resolve(failure));
    });
    if (error && error.name !== 'RequestFailedError') throw explainSnmpError(error, this.#access);
  }

  close(): void {
    this.#session.close();
  }

  #ask(start: (callback: (error: Error | null, seen: readonly Varbind[]) => void) => void): Promise<Answer> {
    return new Promise((resolve) => {
      start((error, varbinds) => {
        if (!error) resolve({ ok: true, seen: (varbinds ?? []).map((each) => toSeen(each, this.#snmp)) });
        else resolve({ ok: false, isSilent: error.name === 'RequestTimedOutError', reason: reasonOf(error) });
      });
    });
  }
}

/** A variable with the name of its type. */
export function toSeen(varbind: Varbind, snmp: NetSnmp): Seen {
  const name = snmp.ObjectType[varbind.type] ?? `type ${varbind.type}`;
  return { ...varbind, smi: TYPES[name] ?? (name as SmiType) };
}

/** `NotWritable: 1.3…` → `notWritable`. */
function reasonOf(error: Error): string {
  if (error.name === 'RequestTimedOutError') return 'no answer';
  const [status = ''] = error.message.split(':', 1);
  return error.name === 'RequestFailedError'
    ? status.charAt(0).toLowerCase() + status.slice(1)
    : error.message;
}
