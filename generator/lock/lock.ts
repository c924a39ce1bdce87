/**
 * What oid.lock.yaml holds: the number and descriptor of every name, decided once. Entries keep the order of
 * the file. Names that the definitions no longer have stay, obsolete.
 */
export interface Lock {
  readonly enterprise: number;
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
  /** Without `Table` and `Entry`. */
  readonly descriptor: string;
  /** Its columns have arcs from 1 on, in order. */
  readonly index: readonly LockedIndex[];
  readonly obsolete: boolean;
}

export interface LockedIndex {
  readonly name: string;
  readonly descriptor: string;
  readonly syntax: string;
}

/** A measurement or KPI. */
export interface LockedFigure extends Placed {
  /** Among the module's measurements (or KPIs). A scalar's last arc too. */
  readonly arc: number;
  /** Object whose table it is a column of, and the column's arc. */
  readonly per?: string;
  readonly column?: number;
  readonly descriptor: string;
  /** As mib/syntax.ts writes it: `Real2 (0..10000)`. */
  readonly syntax: string;
  readonly unit: string;
  readonly obsolete: boolean;
}

export const LOCK_VERSION = 1;
export const LOCK_FILE = 'oid.lock.yaml';
/** KPI1-MIB's arc below the enterprise number. */
export const BASE_MODULE_ARC = 1;
/** Half of what a sub-identifier holds, so that there always is a next one. */
export const MAX_ARC = 2147483647;
