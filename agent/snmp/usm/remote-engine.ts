import { TIME_WINDOW_SECONDS } from './engine.ts';
import { MAX_ENGINE_BOOTS } from './engine-boots.ts';
import { type LocalizedUser, SecurityLevel } from './user.ts';

/**
 * An engine elsewhere that is authoritative, and this side's notion of its clock (RFC 3414 section 2.3).
 * Boots and time are 0 until an authentic message has told them.
 */
export class RemoteEngine {
  readonly engineID: Uint8Array;
  /** Who talks to it, with keys for it. */
  readonly user: LocalizedUser;
  readonly #now: () => number;
  #engineBoots = 0;
  #latestReceivedEngineTime = 0;
  #receivedAt = 0;

  /** `now` gives milliseconds that only ever grow. */
  constructor(engineID: Uint8Array, user: LocalizedUser, now: () => number) {
    this.engineID = engineID;
    this.user = user;
    this.#now = now;
  }

  get engineBoots(): number {
    return this.#engineBoots;
  }

  get engineTime(): number {
    if (this.#engineBoots === 0) return 0;
    return this.#latestReceivedEngineTime + Math.floor((this.#now() - this.#receivedAt) / 1000);
  }

  /** Whether what is sent to it can be in time. */
  get isSynchronized(): boolean {
    return this.#engineBoots > 0 || this.user.securityLevel === SecurityLevel.noAuthNoPriv;
  }

  /** RFC 3414 section 3.2 (7) b: learns from an authentic message, and says whether it is in time. */
  isTimely(engineBoots: number, engineTime: number): boolean {
    const isNews =
      engineBoots > this.#engineBoots ||
      (engineBoots === this.#engineBoots && engineTime > this.#latestReceivedEngineTime);
    if (isNews) {
      this.#engineBoots = engineBoots;
      this.#latestReceivedEngineTime = engineTime;
      this.#receivedAt = this.#now();
    }
    if (this.#engineBoots === MAX_ENGINE_BOOTS || engineBoots < this.#engineBoots) return false;
    return engineTime >= this.engineTime - TIME_WINDOW_SECONDS;
  }
}
