import { decodeText } from '../../document/decode.ts';
import type { DefinitionSource } from '../definitions/load.ts';
import { generate } from '../generate.ts';
import { LOCK_FILE, type LockedModule, MAX_ARC } from '../lock/lock.ts';
import { writeLock } from '../lock/write-lock.ts';
import { ENTERPRISES } from '../mib/structure.ts';
import { chooseNaming } from './naming.ts';
import { type ImportRemark, planModule } from './plan-module.ts';
import { type Proof, proveIdentical } from './prove.ts';
import { readObjects, type SmiObjects } from './read-objects.ts';
import { readSmi, type SmiModule } from './read-smi.ts';
import { SmiModules } from './resolve-smi.ts';
import { SmiError } from './smi-error.ts';
import { TakenNames } from './taken-names.ts';
import { definitionText, moduleName, projectText } from './write-definitions.ts';

export interface ImportOptions {
  /** Arc below the enterprise number for what is new; by default the one above all that the files use. */
  readonly arc?: number;
  /** Day of the revision that tells of the import. */
  readonly date: string;
}

export interface ImportedModule {
  readonly name: string;
  readonly file: string;
  /** Objects that were imported; all of them have the OID that they had. */
  readonly measurements: number;
  readonly tables: number;
  readonly left: readonly ImportRemark[];
  readonly changed: readonly ImportRemark[];
}

export interface Imported {
  /** project.yaml, a definition file a module, and the lock, by name. */
  readonly files: ReadonlyMap<string, string>;
  readonly modules: readonly ImportedModule[];
  readonly arc: number;
  /** `1.3.6.1.4.1.9999.100`, which new OIDs lie below. */
  readonly newOids: string;
  readonly proof: Proof;
}

/**
 * Makes definitions and a lock of existing MIB modules. The MIB that they give is read again, and must have
 * every object that was imported under the same name and OID. Throws SmiError.
 */
export function importMibs(sources: readonly DefinitionSource[], { arc, date }: ImportOptions): Imported {
  const read = readAll(sources);
  const modules = new SmiModules(read);
  const found = read
    .map((module) => readObjects(module, modules))
    .filter(({ scalars, tables }) => scalars.length + tables.length > 0);
  const enterprise = enterpriseOf(found);
  const root = arc ?? highestArc(modules.allOids(), enterprise) + 1;
  if (root > MAX_ARC)
    throw new SmiError(`The arc ${root} is too large.`, `Choose one up to ${MAX_ARC}: --arc.`);
  const taken = oidsOf(found).find((oid) => oid.startsWith(`${enterprise}.${root}.`));
  if (taken !== undefined)
    throw new SmiError(
      `The arc ${root} is used: an object of the files is ${taken}.`,
      'Choose another: --arc.',
    );
  const files = new Map<string, string>();
  const locked = new Map<string, LockedModule>();
  const takenPrefixes = new Set<string>();
  const takenNames = new TakenNames();
  const imported: ImportedModule[] = [];
  for (const smi of found) {
    const naming = chooseNaming(smi, enterprise, takenPrefixes);
    const plan = planModule(smi, naming, locked.size + 2, takenNames);
    const { objects, measurements, left, changed } = plan;
    const name = moduleName(smi.module.name);
    if (locked.has(name)) {
      throw new SmiError(
        `${smi.module.file}: ${smi.module.name} would be ${name}, as another module is.`,
        'Import the two on their own.',
      );
    }
    const file = `${name.toLowerCase().replace(/-mib$/, '')}.yaml`;
    imported.push({ name, file, measurements: measurements.length, tables: objects.length, left, changed });
    if (measurements.length === 0) continue;
    takenPrefixes.add(naming.prefix.toLowerCase());
    files.set(file, definitionText(smi.module, { name, prefix: naming.prefix, date }, plan));
    locked.set(name, plan.locked);
  }
  if (locked.size === 0)
    throw new SmiError('None of the files has an object that can be imported.', tellLeft(imported));
  const number = Number(enterprise.slice(ENTERPRISES.length + 1));
  files.set('project.yaml', projectText(found[0]?.module as SmiModule, number));
  files.set(LOCK_FILE, writeLock({ enterprise: number, arc: root, modules: locked }));
  const proof = proveIdentical(found, locked, generated(files));
  return { files, modules: imported, arc: root, newOids: `${enterprise}.${root}`, proof };
}

function readAll(sources: readonly DefinitionSource[]): SmiModule[] {
  const modules: SmiModule[] = [];
  for (const { file, content } of sources) {
    // Vendors' texts are in any character set; SMI itself is ASCII.
    const text = typeof content === 'string' ? content : decodeText(file, content).source.text;
    for (const module of readSmi(file, text)) {
      const other = modules.find(({ name }) => name === module.name);
      if (other) throw new SmiError(`${file}: ${module.name} is in ${other.file}, too.`, 'Name it once.');
      modules.push(module);
    }
  }
  return modules;
}

/** The enterprise number that all objects lie below. */
function enterpriseOf(found: readonly SmiObjects[]): string {
  const numbers = new Set(oidsOf(found).flatMap((oid) => /^1\.3\.6\.1\.4\.1\.(\d+)\./.exec(oid)?.[1] ?? []));
  const [number, ...others] = numbers;
  if (number === undefined) {
    throw new SmiError(
      'None of the files has an object below an enterprise number.',
      'Standard MIBs are served by standard agents; import those of your enterprise.',
    );
  }
  if (others.length > 0) {
    throw new SmiError(
      `The objects are below several enterprise numbers: ${[number, ...others].join(', ')}.`,
      'A project has one: import the files of each on their own.',
    );
  }
  return `${ENTERPRISES}.${number}`;
}

function oidsOf(found: readonly SmiObjects[]): string[] {
  return found.flatMap(({ scalars, tables }) => [...scalars, ...tables].map(({ oid }) => oid));
}

/** The highest arc right below the enterprise number. */
function highestArc(oids: readonly string[], enterprise: string): number {
  const below = oids.filter((oid) => oid.startsWith(`${enterprise}.`));
  return Math.max(...below.map((oid) => Number(oid.slice(enterprise.length + 1).split('.')[0])));
}

function tellLeft(imported: readonly ImportedModule[]): string {
  const [first] = imported.flatMap(({ left }) => left);
  return first
    ? `The first of them, ${first.name}: ${first.remark}.`
    : 'Import a module that defines objects.';
}

/** The MIB modules that the definitions give. */
function generated(files: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const sources = [...files]
    .filter(([file]) => file !== LOCK_FILE)
    .map(([file, content]) => ({ file, content }));
  const lock = { file: LOCK_FILE, content: files.get(LOCK_FILE) ?? '' };
  const { output, diagnostics } = generate({ sources, lock, handlers: new Map(), generator: '' });
  if (output) return output.files;
  const [first] = diagnostics.filter(({ severity }) => severity === 'error');
  throw new SmiError(`What was imported is no definition: ${first?.message}`, first?.remedy);
}
