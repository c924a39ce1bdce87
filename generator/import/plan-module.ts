import { formatDataType } from '../../model/data-type.ts';
import { FUNCTION_BY_NAME } from '../../model/formula/functions.ts';
import type { LockedFigure, LockedModule, LockedObject } from '../lock/lock.ts';
import { typeText } from '../mib/syntax.ts';
import { figureType, wireChange } from './figure-type.ts';
import { type Naming, namePart } from './naming.ts';
import { DESCRIPTOR, planIndex, type Usable } from './plan-index.ts';
import type { SmiObject, SmiObjects, SmiTable } from './read-objects.ts';
import type { TakenNames } from './taken-names.ts';

/** What is told of an object: why it is not imported, or what is different now. */
export interface ImportRemark {
  readonly name: string;
  readonly remark: string;
}

/** The lists of a definition file, and its module in the lock. */
export interface ModulePlan {
  readonly objects: readonly Readonly<Record<string, unknown>>[];
  readonly measurements: readonly Readonly<Record<string, unknown>>[];
  readonly locked: LockedModule;
  readonly left: readonly ImportRemark[];
  readonly changed: readonly ImportRemark[];
}

/** An object without UNITS: a number of something. */
const NO_UNIT = '1';
const MAX_UNIT = 64;
const MAX_TEXT = 1000;

/** Plans the definitions of one module. `arc` is that of the module in the lock; `taken` grows. */
export function planModule(smi: SmiObjects, naming: Naming, arc: number, taken: TakenNames): ModulePlan {
  const planning = new Planning(naming, (...object) => taken.take(smi.module.name, ...object));
  for (const scalar of smi.scalars) planning.figure(scalar);
  for (const table of smi.tables) planning.table(table);
  for (const name of smi.notifications)
    planning.left.push({ name, remark: 'a notification; agents send those of KPI1-MIB' });
  const { objects, measurements, left, changed } = planning;
  const locked: LockedModule = {
    arc,
    prefix: naming.prefix,
    obsolete: false,
    objects: planning.lockedObjects,
    measurements: planning.lockedFigures,
    kpis: new Map(),
  };
  return { objects, measurements, locked, left, changed };
}

/** Takes a descriptor and its OID; otherwise tells why not. */
type Take = (descriptor: string, oid: string, within?: string) => string | undefined;

class Planning {
  readonly objects: Record<string, unknown>[] = [];
  readonly measurements: Record<string, unknown>[] = [];
  readonly lockedObjects = new Map<string, LockedObject>();
  readonly lockedFigures = new Map<string, LockedFigure>();
  readonly left: ImportRemark[] = [];
  readonly changed: ImportRemark[] = [];
  readonly #naming: Naming;
  readonly #take: Take;

  constructor(naming: Naming, take: Take) {
    this.#naming = naming;
    this.#take = take;
  }

  /** Plans a scalar, or a column of an object; whether it could be. */
  figure(object: SmiObject, per?: string, tableOid?: string): boolean {
    const type = this.#usable(object, tableOid);
    if (!type) return false;
    const { descriptor, oid, status } = object;
    const units = this.#unitOf(object);
    const name = this.#nameOf(descriptor);
    const obsolete = status === 'obsolete';
    this.lockedFigures.set(name, {
      arc: this.lockedFigures.size + 1,
      ...(per === undefined ? { oid } : { per, column: lastArc(oid) }),
      descriptor,
      syntax: typeText(type.syntax, this.#naming.prefix),
      unit: units,
      obsolete,
    });
    if (obsolete) {
      this.left.push({ name: descriptor, remark: 'obsolete: only the lock has it' });
      return true;
    }
    this.measurements.push({
      name,
      description: this.#describe(object),
      unit: units,
      ...typeFields(type),
      ...(per === undefined ? {} : { per }),
      ...(status === 'deprecated' ? { status } : {}),
    });
    this.#tellChanges(object, type);
    return true;
  }

  table(table: SmiTable): void {
    const index = planIndex(table, this.#naming.prefix);
    if (typeof index === 'string') {
      this.left.push({ name: table.descriptor, remark: index });
      return;
    }
    const base = table.descriptor.replace(/Table$/, '');
    const name = this.#nameOf(base);
    const { descriptor, oid } = table;
    for (const taken of [{ descriptor, oid }, ...index.map(({ column }) => column)]) {
      const clash = this.#take(taken.descriptor, taken.oid, taken.oid === oid ? undefined : oid);
      if (clash === undefined) continue;
      this.left.push({ name: taken.descriptor, remark: `${clash}: the table is left out` });
      return;
    }
    const columns = table.columns.filter(({ descriptor }) => !table.index?.includes(descriptor));
    const before = this.measurements.length;
    if (columns.filter((column) => this.figure(column, name, table.oid)).length === 0) {
      this.left.push({ name: table.descriptor, remark: 'a table without a column that can be imported' });
      return;
    }
    const obsolete = this.measurements.length === before;
    this.lockedObjects.set(name, {
      arc: this.lockedObjects.size + 1,
      oid: table.oid,
      lastColumn: Math.max(...table.columns.map((column) => lastArc(column.oid))),
      descriptor: base,
      index: index.map(({ column, type }) => ({
        name: this.#nameOf(column.descriptor),
        column: lastArc(column.oid),
        descriptor: column.descriptor,
        syntax: typeText(type.syntax, this.#naming.prefix),
      })),
      obsolete,
    });
    if (obsolete) return;
    this.objects.push({
      name,
      description: this.#describe(table),
      index: index.map(({ column, type }) => ({
        name: this.#nameOf(column.descriptor),
        ...typeFields(type),
        description: this.#describe(column),
      })),
    });
    for (const { column, type, isCut } of index) {
      const { dataType } = type;
      if (isCut && dataType.kind === 'string')
        this.changed.push({
          name: column.descriptor,
          remark: `has ${dataType.max} octets at most: an OID has no room for more`,
        });
      if (column.access === 'not-accessible') continue;
      this.changed.push({
        name: column.descriptor,
        remark: 'was served as a column; now it is only in the index',
      });
    }
  }

  #usable(object: SmiObject, tableOid: string | undefined): Usable | undefined {
    const { descriptor: name, access, syntax, oid } = object;
    const leave = (remark: string) => {
      this.left.push({ name, remark });
      return undefined;
    };
    if (!/^read-/.test(access)) return leave(`it is ${access}`);
    if (!DESCRIPTOR.test(name)) return leave('its name is no descriptor of SMIv2');
    if (!oid.startsWith(`${this.#naming.enterprise}.`)) return leave('it is not below the enterprise number');
    const type = figureType(syntax, this.#naming.prefix);
    if ('reason' in type) return leave(type.reason);
    const clash = this.#take(name, oid, tableOid);
    return clash === undefined ? type : leave(clash);
  }

  #tellChanges({ descriptor: name, access, syntax }: SmiObject, { syntax: now }: Usable): void {
    const change = wireChange(syntax, now);
    if (change !== undefined) this.changed.push({ name, remark: change });
    if (access !== 'read-only') this.changed.push({ name, remark: `was ${access}; the agent only reads` });
  }

  #unitOf({ descriptor, units = NO_UNIT }: SmiObject): string {
    if (units.length <= MAX_UNIT) return units;
    this.changed.push({ name: descriptor, remark: `its UNITS was cut to ${MAX_UNIT} characters` });
    return `${units.slice(0, MAX_UNIT - 3)}...`;
  }

  #describe({
    descriptor,
    description,
  }: {
    readonly descriptor: string;
    readonly description: string;
  }): string {
    const text = description === '' ? `${descriptor}.` : description;
    if (Buffer.byteLength(text) <= MAX_TEXT) return text;
    this.changed.push({ name: descriptor, remark: 'its description was cut to 1000 octets' });
    return `${Buffer.from(text)
      .subarray(0, MAX_TEXT - 3)
      .toString('utf8')
      .replace(/\uFFFD+$/, '')}...`;
  }

  #nameOf(descriptor: string): string {
    const own = namePart(descriptor, this.#naming);
    return FUNCTION_BY_NAME.has(own) || own === 'if' ? descriptor : own;
  }
}

function lastArc(oid: string): number {
  return Number(oid.slice(oid.lastIndexOf('.') + 1));
}

function typeFields({ dataType, range }: Usable): Record<string, string> {
  const decimals = dataType.kind === 'real' ? dataType.decimals : 0;
  const write = (value: number) => value.toFixed(decimals);
  return {
    dataType: formatDataType(dataType),
    ...(range === undefined ? {} : { range: `${write(range.min)}..${write(range.max)}` }),
  };
}
