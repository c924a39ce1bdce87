import { isReservedPrefix } from '../definitions/reserved.ts';
import { structuralDescriptors } from '../mib/structure.ts';
import type { SmiObjects } from './read-objects.ts';

/** How the names of an imported module are made. */
export interface Naming {
  /** Dotted OID of the enterprise number. */
  readonly enterprise: string;
  /** What new descriptors begin with. */
  readonly prefix: string;
  /** What all descriptors of the MIB begin with, and names leave out. */
  readonly common: string;
}

const MAX_PREFIX = 16;

/** Chooses a prefix: what the descriptors have in common, else the module's name; unlike those in `taken`. */
export function chooseNaming(smi: SmiObjects, enterprise: string, taken: ReadonlySet<string>): Naming {
  const descriptors = [
    ...smi.scalars.map(({ descriptor }) => descriptor),
    ...smi.tables.flatMap((table) => [
      table.descriptor,
      ...table.columns.map(({ descriptor }) => descriptor),
    ]),
  ];
  const common = commonStart(descriptors);
  const used = new Set(descriptors.map((descriptor) => descriptor.toLowerCase()));
  const usable = (prefix: string) =>
    /^[a-z][A-Za-z0-9]{1,15}$/.test(prefix) &&
    !isReservedPrefix(prefix) &&
    !taken.has(prefix.toLowerCase()) &&
    !structuralDescriptors(prefix).some((own) => used.has(own.toLowerCase()));
  const named = fromModuleName(smi.module.name);
  const numbered = Array.from({ length: 99 }, (_, at) => `${named.slice(0, MAX_PREFIX - 2)}${at + 2}`);
  const prefix = [common, named, ...numbered].find(usable) ?? named;
  return { enterprise, prefix, common };
}

/** A name as definitions have it: `acmeCallsUp` → `callsUp`. */
export function namePart(descriptor: string, { common }: Naming): string {
  const own = descriptor.slice(common.length);
  return /^[A-Z]/.test(own) ? own.charAt(0).toLowerCase() + own.slice(1) : descriptor;
}

/** What all names begin with, as whole words: `acmeCallsUp`, `acmeCount` → `acme`. */
function commonStart(names: readonly string[]): string {
  const [first = ''] = names;
  let length = first.length;
  for (const name of names) {
    while (length > 0 && (name.slice(0, length) !== first.slice(0, length) || name.length === length))
      length--;
  }
  while (length > 0 && !names.every((name) => /^[A-Z]/.test(name.slice(length)))) length--;
  return first.slice(0, length);
}

/** `ACME-CALLS-MIB` → `acmeCalls`. */
function fromModuleName(name: string): string {
  const words = name
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '' && word !== 'mib');
  const joined = words
    .map((word, at) => (at === 0 ? word : word.charAt(0).toUpperCase() + word.slice(1)))
    .join('');
  return joined.slice(0, MAX_PREFIX);
}
