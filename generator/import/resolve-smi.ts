import type { SmiDefinition, SmiModule } from './read-smi.ts';
import { SmiError } from './smi-error.ts';
import type { SmiToken } from './tokenize-smi.ts';

/** What a type comes to. */
export interface SmiSyntax {
  /** SMI's own type; the name itself of a type that is not known. */
  readonly base: string;
  /** Convention that gave it, where that decides. */
  readonly convention?: string;
  readonly hint?: string;
  /** Least and greatest values or sizes. */
  readonly ranges?: readonly Range[];
  readonly isEnumeration: boolean;
}

type Range = readonly [min: number, max: number];

const text = (hint: string, max = 255): SmiSyntax => ({
  ...{ base: 'OCTET STRING', hint, ranges: [[0, max]], isEnumeration: false },
});
const number = (base: string, ...ranges: readonly Range[]): SmiSyntax => ({
  ...{ base, isEnumeration: false },
  ...(ranges.length > 0 && { ranges }),
});

/** Conventions of the IETF's modules, which need not be named: those that come to a number or a text. */
const KNOWN: ReadonlyMap<string, SmiSyntax> = new Map(
  Object.entries({
    // RFC 2579, RFC 3411, RFC 2287, RFC 2819
    DisplayString: text('255a'),
    SnmpAdminString: text('255t'),
    Utf8String: text('255t'),
    OwnerString: text('255a', 127),
    TruthValue: { base: 'INTEGER', convention: 'TruthValue', isEnumeration: false },
    TestAndIncr: number('Integer32', [0, 2147483647]),
    TimeInterval: number('Integer32', [0, 2147483647]),
    // RFC 2863, RFC 6933, RFC 4001, RFC 3289, RFC 4363
    InterfaceIndex: number('Integer32', [1, 2147483647]),
    InterfaceIndexOrZero: number('Integer32', [0, 2147483647]),
    PhysicalIndex: number('Integer32', [1, 2147483647]),
    PhysicalIndexOrZero: number('Integer32', [0, 2147483647]),
    InetPortNumber: number('Unsigned32', [0, 65535]),
    InetAddressPrefixLength: number('Unsigned32', [0, 2040]),
    InetAutonomousSystemNumber: number('Unsigned32'),
    Dscp: number('Integer32', [0, 63]),
    VlanId: number('Integer32', [1, 4094]),
    VlanIndex: number('Unsigned32'),
    // RFC 2856, RFC 4502, RFC 3593, RFC 3705
    CounterBasedGauge64: { base: 'Counter64', convention: 'CounterBasedGauge64', isEnumeration: false },
    ZeroBasedCounter64: number('Counter64'),
    ZeroBasedCounter32: number('Gauge32'),
    PerfCurrentCount: number('Gauge32'),
    PerfIntervalCount: number('Gauge32'),
    PerfTotalCount: number('Gauge32'),
    HCPerfCurrentCount: number('Counter64'),
    HCPerfIntervalCount: number('Counter64'),
    HCPerfTotalCount: number('Counter64'),
  }),
);
/** SMIv1's names for the same (RFC 2576 section 2.1.1). */
const OLD_NAMES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    Counter: 'Counter32',
    Gauge: 'Gauge32',
    INTEGER: 'Integer32',
  }),
);

/** Nodes of SNMPv2-SMI (RFC 2578 section 2), and of RFC 1155 and 1213. */
const ROOTS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    iso: '1',
    org: '1.3',
    dod: '1.3.6',
    internet: '1.3.6.1',
    directory: '1.3.6.1.1',
    mgmt: '1.3.6.1.2',
    'mib-2': '1.3.6.1.2.1',
    transmission: '1.3.6.1.2.1.10',
    experimental: '1.3.6.1.3',
    private: '1.3.6.1.4',
    enterprises: '1.3.6.1.4.1',
    security: '1.3.6.1.5',
    snmpV2: '1.3.6.1.6',
    snmpDomains: '1.3.6.1.6.1',
    snmpProxys: '1.3.6.1.6.2',
    snmpModules: '1.3.6.1.6.3',
  }),
);
const MAX_CHAIN = 100;

/** Modules that know each other: OIDs and types are looked up as their imports say. */
export class SmiModules {
  readonly #modules: ReadonlyMap<string, SmiModule>;
  readonly #definitions: ReadonlyMap<SmiModule, ReadonlyMap<string, SmiDefinition>>;
  readonly #oids = new Map<SmiDefinition, string>();

  constructor(modules: readonly SmiModule[]) {
    this.#modules = new Map(modules.map((module) => [module.name, module]));
    this.#definitions = new Map(
      modules.map((module) => [module, new Map(module.definitions.map((one) => [one.name, one]))]),
    );
  }

  /** OID of a name as a module sees it; throws SmiError where it has none. */
  oidOf(module: SmiModule, name: string, depth = 0): string {
    const own = this.#definitions.get(module)?.get(name);
    const known = own && this.#oids.get(own);
    if (known !== undefined) return known;
    if (own && depth < MAX_CHAIN) {
      const oid = this.#valueOf(module, own, depth);
      this.#oids.set(own, oid);
      return oid;
    }
    const root = ROOTS.get(name);
    if (root !== undefined) return root;
    const from = module.imports.get(name);
    const other = this.#modules.get(from ?? '');
    if (other && other !== module && depth < MAX_CHAIN) return this.oidOf(other, name, depth + 1);
    throw new SmiError(
      `${module.file}: ${module.name} needs ${name}${from === undefined ? '' : ` of ${from}`}, which is not known.`,
      `Name the file of ${from ?? 'the module that has it'}, too.`,
    );
  }

  /** Every OID that the modules give a name, as far as their nodes are known. */
  allOids(): string[] {
    return [...this.#modules.values()].flatMap((module) =>
      module.definitions.flatMap(({ name }) => {
        try {
          return this.oidOf(module, name);
        } catch (error) {
          if (!(error instanceof SmiError)) throw error;
          return [];
        }
      }),
    );
  }

  /** What a type as it is written comes to, conventions followed. */
  syntaxOf(module: SmiModule, words: readonly SmiToken[], depth = 0): SmiSyntax {
    const own = readSyntax(words);
    const { base } = own;
    const type = module.types.get(base);
    const from = this.#modules.get(module.imports.get(base) ?? '');
    let found: SmiSyntax | undefined;
    if (type && depth < MAX_CHAIN) {
      const below = this.syntaxOf(module, type.syntax, depth + 1);
      // SMIv1 has no hints: RFC 1213 defines DisplayString as octets.
      const hint = type.hint ?? KNOWN.get(base)?.hint;
      found = { ...below, ...(hint === undefined ? {} : { hint }) };
    } else if (from && from !== module && depth < MAX_CHAIN) {
      found = this.syntaxOf(from, words.slice(0, 1), depth + 1);
    } else found = KNOWN.get(base);
    return found ? { ...found, ...(own.ranges ? { ranges: own.ranges } : {}) } : own;
  }

  #valueOf(module: SmiModule, { value }: SmiDefinition, depth: number): string {
    const [first, ...rest] = value.filter(({ kind }) => kind !== 'symbol');
    // `{ parent node(1) 2 }`: of a named arc only the number counts.
    const arcs = rest.filter(({ kind }) => kind === 'number').map(({ text }) => text);
    if (first === undefined) return '';
    const start = first.kind === 'number' ? first.text : this.oidOf(module, first.text, depth + 1);
    return [start, ...arcs].join('.');
  }
}

/** A type without following its name. */
function readSyntax(words: readonly SmiToken[]): SmiSyntax {
  const [first, second] = words.map(({ text }) => text);
  const isTwo = first === 'OCTET' || first === 'OBJECT';
  const base = isTwo ? `${first} ${second}` : (first ?? '');
  const rest = words.slice(isTwo ? 2 : 1);
  const isEnumeration = rest[0]?.text === '{';
  const numbers = rest.filter(({ kind, text }) => kind === 'number' || text === '|' || text === '..');
  const ranges = isEnumeration ? [] : readRanges(numbers.map(({ text }) => text));
  return { base: OLD_NAMES.get(base) ?? base, isEnumeration, ...(ranges.length > 0 ? { ranges } : {}) };
}

/** `0..4 | 8` → [0, 4], [8, 8]. */
function readRanges(words: readonly string[]): [number, number][] {
  const ranges: [number, number][] = [];
  words.forEach((word, at) => {
    if (word === '|' || word === '..') return;
    const value = toNumber(word);
    const last = ranges.at(-1);
    if (words[at - 1] === '..' && last) last[1] = value;
    else ranges.push([value, value]);
  });
  return ranges;
}

/** A number, also as `'7fffffff'H`. */
function toNumber(word: string): number {
  const [, digits = '', radix = ''] = /^'(.*)'(.)$/.exec(word) ?? [];
  return radix === '' ? Number(word) : Number.parseInt(digits || '0', radix.toUpperCase() === 'H' ? 16 : 2);
}
