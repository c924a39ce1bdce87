/** Why there is no figure: missing data, a division by zero, a dead source. Never stands for 0. */
export class NoValue {
  /** One sentence a person on call can act on. */
  readonly reason: string;
  constructor(reason: string) {
    this.reason = reason;
  }
}

/** A figure, or the reason there is none. */
export type Value = number | boolean | string | NoValue;
