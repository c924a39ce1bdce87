/** A value a handler gives: undefined where it has none now. */
export type HandlerValue = number | bigint | string | boolean | undefined;

/** One instance of an object: its index values by index name, its figures by measurement name. */
export type HandlerRow = Readonly<Record<string, HandlerValue>>;

/**
 * Code that measures: what a module's generated contract narrows to the module's own names. `signal` aborts
 * when the answer would come too late to count.
 */
export interface Handler {
  /** Called before the first sample, and again before the next one while it fails. */
  open?(signal: AbortSignal): void | Promise<void>;
  /** By the measurement's name. */
  readonly scalars?: Readonly<Record<string, (signal: AbortSignal) => HandlerValue | Promise<HandlerValue>>>;
  /** By the object's name: all its instances that exist now. */
  readonly tables?: Readonly<Record<string, (signal: AbortSignal) => HandlerRows | Promise<HandlerRows>>>;
  close?(): void | Promise<void>;
}

export type HandlerRows = readonly HandlerRow[] | undefined;
