import type { SnmpAccess } from './access.ts';
import { loadNetSnmp, type NetSnmp, type Varbind } from './net-snmp.ts';
import { AgentSession, type Start } from './session.ts';

/** Variables asked for at once: what fits a datagram of 1,400 octets, more or less. */
const VARIABLES_A_REQUEST = 20;
const MAX_REPETITIONS = 30;

/** A manager at one agent: net-snmp's, with promises. Every method rejects with an OeError. */
export class SnmpManager {
  readonly #snmp: NetSnmp;
  readonly #session: AgentSession;

  constructor(access: SnmpAccess) {
    this.#snmp = loadNetSnmp();
    this.#session = new AgentSession(access, { backwardsGetNexts: false });
  }

  /** The variables of these names, in their order; undefined for one that does not exist. */
  async get(oids: readonly string[]): Promise<(Varbind | undefined)[]> {
    const found: (Varbind | undefined)[] = [];
    for (let at = 0; at < oids.length; at += VARIABLES_A_REQUEST) {
      const some = oids.slice(at, at + VARIABLES_A_REQUEST);
      const varbinds = await this.#ask<readonly Varbind[]>((session, callback) =>
        session.get(some, callback),
      );
      found.push(...varbinds.map((varbind) => (this.#isException(varbind) ? undefined : varbind)));
    }
    return found;
  }

  /** All variables below a name, in order; `onRows` is told how many there are so far. */
  async walk(root: string, onRows: (count: number) => void = () => {}): Promise<Varbind[]> {
    const found: Varbind[] = [];
    for (let at = root; ; ) {
      const [page = []] = await this.#ask<readonly (readonly Varbind[])[]>((session, callback) =>
        session.getBulk([at], 0, MAX_REPETITIONS, callback),
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

  #ask<T>(start: Start<T>): Promise<T> {
    return this.#session.ask(start).catch((error: Error) => {
      throw this.#session.explain(error);
    });
  }
}
