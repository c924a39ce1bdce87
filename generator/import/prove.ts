import type { LockedModule } from '../lock/lock.ts';
import { readObjects, type SmiObjects } from './read-objects.ts';
import { readSmi } from './read-smi.ts';
import { SmiModules } from './resolve-smi.ts';
import { SmiError } from './smi-error.ts';
import { moduleName } from './write-definitions.ts';

const NONE = { scalars: [], tables: [] };

/** How many names were found under the same OID in both MIBs. */
export interface Proof {
  readonly identical: number;
}

/** Reads the MIB modules that were generated, and holds every name of the lock against the MIB that it is of. */
export function proveIdentical(
  before: readonly SmiObjects[],
  locked: ReadonlyMap<string, LockedModule>,
  files: ReadonlyMap<string, string>,
): Proof {
  const beforeByName = new Map(before.map((smi) => [moduleName(smi.module.name), smi]));
  let identical = 0;
  for (const [name, module] of locked) {
    const was = namesOf(beforeByName.get(name));
    const now = namesOf(generatedObjects(name, files));
    for (const descriptor of descriptorsOf(module)) {
      const [old, own] = [was.get(descriptor), now.get(descriptor)];
      if (old === undefined || old !== own) {
        throw new SmiError(
          `${descriptor} was ${old} and would be ${own}: nothing was imported.`,
          'Report this.',
        );
      }
      identical++;
    }
  }
  return { identical };
}

function generatedObjects(name: string, files: ReadonlyMap<string, string>): SmiObjects {
  const file = `mibs/${name}.mib`;
  const [module] = readSmi(file, files.get(file) ?? '');
  if (!module) throw new SmiError(`${file} is empty.`);
  return readObjects(module, new SmiModules([module]));
}

function namesOf({ scalars, tables }: Pick<SmiObjects, 'scalars' | 'tables'> = NONE): Map<string, string> {
  const names = new Map<string, string>();
  for (const { descriptor, oid } of scalars) names.set(descriptor, oid);
  for (const { descriptor, oid, entry, entryOid, columns } of tables) {
    names.set(descriptor, oid).set(entry, entryOid);
    for (const column of columns) names.set(column.descriptor, column.oid);
  }
  return names;
}

function descriptorsOf({ objects, measurements }: LockedModule): string[] {
  const tables = [...objects.values()].flatMap(({ descriptor, index }) => [
    `${descriptor}Table`,
    `${descriptor}Entry`,
    ...index.map((column) => column.descriptor),
  ]);
  return [...tables, ...[...measurements.values()].map(({ descriptor }) => descriptor)];
}
