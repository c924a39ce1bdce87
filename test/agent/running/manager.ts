import { createRequire } from 'node:module';

/** What is used of net-snmp, which has no types of its own. */
interface NetSnmp {
  readonly Version2c: number;
  readonly ObjectType: Readonly<Record<number, string>> & Readonly<Record<string, number>>;
  createSession(host: string, community: string, options: object): Session;
}
type Callback = (error: Error | null, varbinds: readonly RawVarbind[]) => void;
interface Session {
  get(oids: readonly string[], callback: Callback): void;
  getNext(oids: readonly string[], callback: Callback): void;
  getBulk(
    oids: readonly string[],
    nonRepeaters: number,
    maxRepetitions: number,
    callback: BulkCallback,
  ): void;
  set(varbinds: readonly { oid: string; type: number; value: unknown }[], callback: Callback): void;
  close(): void;
}
type BulkCallback = (error: Error | null, varbinds: readonly (RawVarbind | readonly RawVarbind[])[]) => void;
interface RawVarbind {
  readonly oid: string;
  readonly type: number;
  readonly value: unknown;
}

/** A variable as a manager sees it. */
export interface Seen {
  readonly oid: string;
  /** `Integer`, `OctetString`, `Counter64` …, or an exception: `NoSuchObject`, `NoSuchInstance`, `EndOfMibView`. */
  readonly type: string;
  /** Counter64 as bigint, octets as a buffer. */
  readonly value: number | bigint | string | Buffer | null;
}

/** net-snmp's manager, SNMPv2c, at an agent of 127.0.0.1. */
export interface Manager {
  /** One variable by its exact name. */
  get(oid: string): Promise<Seen>;
  /** Several, in one request. */
  getAll(oids: readonly string[]): Promise<Seen[]>;
  /** All below an OID, by GETBULK; throws where the agent's order is not rising. */
  walk(oid: string): Promise<Seen[]>;
  /** Rejects with what the agent answered: `NotWritable: …`. */
  set(oid: string, value: string): Promise<void>;
  close(): void;
}

const snmp = createRequire(import.meta.url)('net-snmp') as NetSnmp;
const REPETITIONS = 40;

export function createManager(port: number, community = 'public'): Manager {
  const session = snmp.createSession('127.0.0.1', community, {
    port,
    version: snmp.Version2c,
    retries: 8,
    timeout: 1000,
  });
  const getAll = (oids: readonly string[]) =>
    new Promise<Seen[]>((resolve, reject) => {
      session.get(oids, (error, varbinds) => (error ? reject(error) : resolve(varbinds.map(see))));
    });
  const bulk = (oid: string) =>
    new Promise<Seen[]>((resolve, reject) => {
      session.getBulk([oid], 0, REPETITIONS, (error, varbinds) =>
        error ? reject(error) : resolve([varbinds[0] ?? []].flat().map((each) => see(each as RawVarbind))),
      );
    });
  return {
    get: async (oid) => (await getAll([oid]))[0] as Seen,
    getAll,
    async walk(root) {
      const seen: Seen[] = [];
      for (let at = root; ; ) {
        for (const next of await bulk(at)) {
          if (next.type === 'EndOfMibView' || !next.oid.startsWith(`${root}.`)) return seen;
          if (compare(next.oid, at) <= 0) throw new Error(`${next.oid} comes after ${at}`);
          seen.push(next);
          at = next.oid;
        }
      }
    },
    set: (oid, value) =>
      new Promise((resolve, reject) => {
        const type = snmp.ObjectType['OctetString'] as number;
        session.set([{ oid, type, value }], (error) => (error ? reject(error) : resolve()));
      }),
    close: () => session.close(),
  };
}

function see({ oid, type, value }: RawVarbind): Seen {
  const name = snmp.ObjectType[type] ?? String(type);
  if (name === 'Counter64')
    return { oid, type: name, value: BigInt(`0x0${(value as Buffer).toString('hex')}`) };
  return { oid, type: name, value: value as Seen['value'] };
}

/** Lexicographic order of OIDs. */
export function compare(a: string, b: string): number {
  const [left, right] = [a.split('.').map(Number), b.split('.').map(Number)];
  for (let i = 0; i < Math.min(left.length, right.length); i++) {
    if (left[i] !== right[i]) return (left[i] as number) - (right[i] as number);
  }
  return left.length - right.length;
}
