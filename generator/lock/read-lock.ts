import { decodeText } from '../../document/decode.ts';
import type { Diagnostic } from '../../document/diagnostic.ts';
import { dataAt } from '../../document/locations.ts';
import { schemaCheck } from '../../document/schema.ts';
import type { SourceText } from '../../document/source-text.ts';
import { parseYaml, type YamlDocument } from '../../document/yaml-document.ts';
import { diagnose } from '../rules.ts';
import { checkLock } from './check-lock.ts';
import { LOCK_VERSION, type Lock, type LockedFigure, type LockedModule, type LockedObject } from './lock.ts';
import { LOCK_SCHEMA } from './lock-schema.ts';
import { scanLock } from './scan-lock.ts';

export interface ReadLock {
  /** Present when no diagnostic is an error. */
  readonly lock?: Lock;
  readonly diagnostics: readonly Diagnostic[];
  readonly source: SourceText;
}

const checkSchema = schemaCheck(LOCK_SCHEMA);

/** Reads a lock file, however it is laid out. All problems at once, each at its line; never throws. */
export function readLock(file: string, content: Uint8Array | string): ReadLock {
  const decoded = decodeText(file, content).source;
  const scanned = scanLock(decoded.text);
  if (scanned) return checked(scanned, decoded);
  const document = parseYaml(file, content);
  const { source, data } = document;
  const diagnostics = [...document.diagnostics];
  if (data !== undefined) diagnostics.push(...(otherVersion(document) ?? checkSchema(document)));
  if (diagnostics.some(({ severity }) => severity === 'error')) return { diagnostics, source };
  const read = checked(lockOf(document), source);
  return { ...read, diagnostics: [...diagnostics, ...read.diagnostics] };
}

function checked(lock: Lock, source: SourceText): ReadLock {
  const diagnostics = checkLock(lock, source);
  return diagnostics.length > 0 ? { diagnostics, source } : { lock, diagnostics, source };
}

/** Of another version nothing else is worth saying. */
function otherVersion({ data, source, locations }: YamlDocument): Diagnostic[] | undefined {
  const version = dataAt(data, ['version']);
  if (!Number.isInteger(version) || version === LOCK_VERSION) return undefined;
  return [
    diagnose(
      'LOCK-VERSION',
      source.place(locations.rangeAt(data, ['version'])),
      `The lock is of version ${version}; this program reads and writes version ${LOCK_VERSION}.`,
      'Use the release of kpi1 that wrote it, or a newer one.',
    ),
  ];
}

/** A lock as YAML that passed the schema. */
interface LockData {
  readonly enterprise: number;
  readonly arc?: number;
  readonly modules: Readonly<Record<string, ModuleData>>;
}
type Status = { readonly status?: 'obsolete' };
type Entry<T> = Omit<T, 'obsolete' | 'line'> & Status;
type Entries<T> = Readonly<Record<string, Entry<T>>>;
interface ModuleData extends Entry<Omit<LockedModule, 'objects' | 'measurements' | 'kpis'>> {
  readonly objects?: Entries<LockedObject>;
  readonly measurements?: Entries<LockedFigure>;
  readonly kpis?: Entries<LockedFigure>;
}

function lockOf({ data, locations, source }: YamlDocument): Lock {
  const { enterprise, arc: root, modules } = data as LockData;
  /** Drops `status` for a flag, and notes the line of each entry's name. */
  const entriesOf = <T, R>(entries: Readonly<Record<string, T & Status>> = {}, make: (entry: T) => R) =>
    new Map(
      Object.entries(entries).map(([name, { status, ...entry }]) => {
        const { line } = source.place(locations.keyRange(entries, name));
        return [name, { ...make(entry as T), obsolete: status === 'obsolete', line }];
      }),
    );
  const same = <T>(entry: T) => entry;
  return {
    enterprise,
    ...(root === undefined ? {} : { arc: root }),
    modules: entriesOf(modules, ({ arc, prefix, objects, measurements, kpis }: ModuleData) => ({
      arc,
      prefix,
      objects: entriesOf(objects, same),
      measurements: entriesOf(measurements, same),
      kpis: entriesOf(kpis, same),
    })),
  };
}
