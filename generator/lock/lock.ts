/**
 * What oid.lock.yaml holds: the number and descriptor of every name, decided once. Entries keep the order of
 * the file. Names that the definitions no longer have stay, obsolete.
 */
export interface Lock {
  readonly enterprise: number;
  /**
   * Arc below the enterprise number that all modules lie below, where the enterprise number has a tree of its own
   * already. Only then may entries have an `oid`.
   */
  readonly arc?: number;
  /** By module name. */
  readonly modules: ReadonlyMap<string, LockedModule>;
}

/** Where an entry stands in the lock file; absent in a lock that was not read from one. */
interface Placed {
  readonly line?: number;
}

export interface LockedModule extends Placed {
  /** Below the enterprise number. 1 is KPI1-MIB's. */
  readonly arc: number;
  readonly prefix: string;
  readonly obsolete: boolean;
  readonly objects: ReadonlyMap<string, LockedObject>;
  readonly measurements: ReadonlyMap<string, LockedFigure>;
  readonly kpis: ReadonlyMap<string, LockedFigure>;
}

export interface LockedObject extends Placed {
  /** Of the table. */
  readonly arc: number;
  /** OID of the table where it had one before it was defined here (kpi1 import). */
  readonly oid?: string;
  /** Highest arc of a column that the table had where it was imported from; new columns come after it. */
  readonly lastColumn?: number;
  /** Without `Table` and `Entry`. */
  readonly descriptor: string;
  readonly index: readonly LockedIndex[];
  readonly obsolete: boolean;
}

export interface LockedIndex {
  readonly name: string;
  /** The column's arc; from 1 on, in order, where there is none. */
  readonly column?: number;
  readonly descriptor: string;
  readonly syntax: string;
}

/** A measurement or KPI. */
export interface LockedFigure extends Placed {
  /** Among the module's measurements (or KPIs). A scalar's last arc too. */
  readonly arc: number;
  /** OID of a scalar that had one before it was defined here (kpi1 import). */
  readonly oid?: string;
  /** Object whose table it is a column of, and the column's arc. */
  readonly per?: string;
  readonly column?: number;
  readonly descriptor: string;
  /** As mib/syntax.ts writes it: `Real2 (0..10000)`. */
  readonly syntax: string;
  readonly unit: string;
  readonly obsolete: boolean;
}

/** What an entry's `oid` looks like. */
export const OID_PATTERN = String.raw`^1\.3\.6\.1\.4\.1(?:\.(?:0|[1-9]\d{0,9})){2,120}$`;

export const LOCK_VERSION = 1;
export const LOCK_FILE = 'oid.lock.yaml';
/** KPI1-MIB's arc below the enterprise number. */
export const BASE_MODULE_ARC = 1;
/** Half of what a sub-identifier holds, so that there always is a next one. */
export const MAX_ARC = 2147483647;

/** The arc of an index column. */
export function indexColumn({ index }: LockedObject, position: number): number {
  return index[position]?.column ?? position + 1;
}

/** The highest arc of a table that is taken without a figure: of its index, and by what was not imported. */
export function highestTaken(object: LockedObject): number {
  return Math.max(
    object.lastColumn ?? 0,
    ...object.index.map((_, position) => indexColumn(object, position)),
  );
}
