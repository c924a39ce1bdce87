import { type EngineState, MAX_ENGINE_BOOTS } from './engine-boots.ts';

/** Seconds by which a message may be older or newer than it should be (RFC 3414 section 2.2.3). */
export const TIME_WINDOW_SECONDS = 150;

/** This SNMP engine, which is authoritative for all that it answers and for its traps (RFC 3414 section 1.5.1). */
export class AuthoritativeEngine {
  readonly engineID: Uint8Array;
  readonly engineBoots: number;
  readonly #now: () => number;
  readonly #started: number;

  /**
   * `now` gives milliseconds that only ever grow, whatever happens to the wall clock; `started` is when
   * engineBoots was raised.
   */
  constructor(
    { engineID, engineBoots }: EngineState,
    now: () => number = () => performance.now(),
    started = now(),
  ) {
    this.engineID = engineID;
    this.engineBoots = engineBoots;
    this.#now = now;
    this.#started = started;
  }

  /** snmpEngineTime: whole seconds since engineBoots was raised. */
  get engineTime(): number {
    return Math.floor((this.#now() - this.#started) / 1000);
  }

  /** RFC 3414 section 3.2 (7) a. */
  isTimely(engineBoots: number, engineTime: number): boolean {
    if (this.engineBoots === MAX_ENGINE_BOOTS || engineBoots !== this.engineBoots) return false;
    return Math.abs(engineTime - this.engineTime) <= TIME_WINDOW_SECONDS;
  }
}
