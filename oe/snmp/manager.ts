import type { SnmpAccess } from './access.ts';
import { explainSnmpError } from './explain-error.ts';
import { loadNetSnmp, type NetSnmp, type Session, type Varbind } from './net-snmp.ts';
import { askWithin, openSession } from './session.ts';

/** Variables asked for at once: what fits a datagram of 1,400 octets, more or less. */
const VARIABLES_A_REQUEST = 20;
const MAX_REPETITIONS = 30;

/** A manager at one agent: net-snmp's, with promises. Every method rejects with an OeError. */
export class SnmpManager {
  readonly #access: SnmpAccess;
  readonly #snmp: NetSnmp;
  readonly #session: Session;
  #datagrams = 0;
  #answers = 0;

  constructor(access: SnmpAccess) {
    this.#access = access;
    this.#snmp = loadNetSnmp();
    this.#session = openSession(access, { backwardsGetNexts: false, onDatagram: () => this.#datagrams++ });
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

  async #ask<T>(start: (callback: (error: Error | null, result: T) => void) => void): Promise<T> {
    try {
      const answer = await askWithin(this.#access, start);
      this.#answers += 1;
      return answer;
    } catch (error) {
      const heard = { datagrams: this.#datagrams, answers: this.#answers };
      throw explainSnmpError(error as Error, this.#access, heard);
    }
  }
}
