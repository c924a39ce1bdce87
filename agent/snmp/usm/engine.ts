import type { EngineState } from './engine-boots.ts';

/** This SNMP engine, which is authoritative for all that it answers and for its traps (RFC 3414 section 1.5.1). */
export class AuthoritativeEngine {
  readonly engineID: Uint8Array;
  readonly engineBoots: number;
  readonly #now: () => number;
  readonly #started: number;

  /** `now` gives milliseconds that only ever grow, whatever happens to the wall clock. */
  constructor({ engineID, engineBoots }: EngineState, now: () => number = () => performance.now()) {
    this.engineID = engineID;
    this.engineBoots = engineBoots;
    this.#now = now;
    this.#started = now();
  }

  /** snmpEngineTime: whole seconds since engineBoots was raised. */
  get engineTime(): number {
    return Math.floor((this.#now() - this.#started) / 1000);
  }
}
