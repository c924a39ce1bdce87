import type { SmiClause, SmiDefinition, SmiModule } from './read-smi.ts';
import type { SmiModules, SmiSyntax } from './resolve-smi.ts';
import { SmiError } from './smi-error.ts';

/** An OBJECT-TYPE that has values. */
export interface SmiObject {
  readonly descriptor: string;
  readonly oid: string;
  readonly syntax: SmiSyntax;
  readonly access: string;
  readonly status: string;
  readonly description: string;
  readonly units?: string;
}

export interface SmiTable {
  readonly descriptor: string;
  readonly oid: string;
  readonly entry: string;
  readonly entryOid: string;
  readonly status: string;
  readonly description: string;
  /** Descriptors of its INDEX clause; undefined where it has AUGMENTS. */
  readonly index?: readonly string[];
  readonly isImplied: boolean;
  readonly columns: readonly SmiObject[];
}

/** What a module has to be imported, in the order of its definitions. */
export interface SmiObjects {
  readonly module: SmiModule;
  readonly scalars: readonly SmiObject[];
  readonly tables: readonly SmiTable[];
  readonly notifications: readonly string[];
}

const NOTIFICATIONS: ReadonlySet<string> = new Set(['NOTIFICATION-TYPE', 'TRAP-TYPE']);

/** Tells the scalars, tables and columns of a module apart. Throws SmiError where an OID cannot be resolved. */
export function readObjects(module: SmiModule, modules: SmiModules): SmiObjects {
  const types = module.definitions
    .filter(({ macro }) => macro === 'OBJECT-TYPE')
    .map((definition) => [modules.oidOf(module, definition.name), definition] as const);
  const byOid = new Map(types);
  const rows = new Map<string, { readonly entry: Entry; readonly columns: SmiObject[] }>();
  for (const [oid, definition] of types) {
    const table = byOid.get(parentOf(oid));
    // The name of a row's type is misspelt at times.
    if (!isRow(module, definition) && !(table && isTable(table))) continue;
    if (!table) throw new SmiError(`${module.file}:${definition.line}: ${definition.name} is in no table.`);
    rows.set(oid, { entry: readEntry(table, definition, oid), columns: [] });
  }
  const scalars: SmiObject[] = [];
  for (const [oid, definition] of types) {
    if (rows.has(oid) || isTable(definition)) continue;
    const object = readObject(module, modules, definition, oid);
    (rows.get(parentOf(oid))?.columns ?? scalars).push(object);
  }
  const tables = [...rows.values()].map(({ entry, columns }) => ({ ...entry, columns }));
  const notifications = module.definitions
    .filter(({ macro }) => NOTIFICATIONS.has(macro))
    .map(({ name }) => name);
  return { module, scalars, tables, notifications };
}

/** The DESCRIPTION of a clause list, or of any other text clause. */
export function textOf({ clauses }: { readonly clauses: readonly SmiClause[] }, keyword: string): string {
  const words = clauses.find((clause) => clause.keyword === keyword)?.words ?? [];
  return fold(words[0]?.text ?? '');
}

/** Without the indentation of lines; paragraphs stay. */
export function fold(text: string): string {
  return text
    .split(/\r?\n\s*\r?\n/)
    .map((paragraph) => paragraph.replace(/\s+/g, ' ').trim())
    .filter((paragraph) => paragraph !== '')
    .join('\n\n');
}

function wordsOf({ clauses }: SmiDefinition, keyword: string): SmiClause['words'] {
  return clauses.find((clause) => clause.keyword === keyword)?.words ?? [];
}

function isRow(module: SmiModule, definition: SmiDefinition): boolean {
  const [name] = wordsOf(definition, 'SYNTAX');
  return module.types.get(name?.text ?? '')?.syntax[0]?.text === 'SEQUENCE';
}

function isTable(definition: SmiDefinition): boolean {
  const [first, second] = wordsOf(definition, 'SYNTAX');
  return first?.text === 'SEQUENCE' && second?.text === 'OF';
}

function parentOf(oid: string): string {
  return oid.slice(0, oid.lastIndexOf('.'));
}

type Entry = Omit<SmiTable, 'columns'>;

function readEntry(table: SmiDefinition, definition: SmiDefinition, entryOid: string): Entry {
  const words = wordsOf(definition, 'INDEX');
  const index = words
    .filter(({ kind, text }) => kind === 'name' && text !== 'IMPLIED')
    .map(({ text }) => text);
  return {
    descriptor: table.name,
    oid: parentOf(entryOid),
    entry: definition.name,
    entryOid,
    status: wordsOf(table, 'STATUS')[0]?.text ?? 'current',
    description: textOf(table, 'DESCRIPTION'),
    ...(index.length > 0 ? { index } : {}),
    isImplied: words.some(({ text }) => text === 'IMPLIED'),
  };
}

function readObject(
  module: SmiModule,
  modules: SmiModules,
  definition: SmiDefinition,
  oid: string,
): SmiObject {
  const units = textOf(definition, 'UNITS');
  return {
    descriptor: definition.name,
    oid,
    syntax: modules.syntaxOf(module, wordsOf(definition, 'SYNTAX')),
    access: (wordsOf(definition, 'MAX-ACCESS')[0] ?? wordsOf(definition, 'ACCESS')[0])?.text ?? '',
    status: wordsOf(definition, 'STATUS')[0]?.text ?? 'current',
    description: textOf(definition, 'DESCRIPTION'),
    ...(units === '' ? {} : { units }),
  };
}
