/** Buckets kept at once. */
const MAX_BUCKETS = 4096;

/** Buckets looked at for one that may go, when another is needed. */
const LOOKS = 8;

interface TokenBucket {
  tokens: number;
  /** When the tokens were counted, in milliseconds. */
  at: number;
}

/**
 * A token bucket for everyone who asks, in bounded memory: one that is full again says no more than one that
 * is not there, so it may go. While more are in use at once than are kept, the others share a single one.
 */
export class TokenBuckets {
  readonly #perMillisecond: number;
  readonly #burst: number;
  readonly #now: () => number;
  readonly #buckets = new Map<string, TokenBucket>();
  readonly #shared: TokenBucket;
  #hand = this.#buckets.entries();

  /** `burst` tokens at most, `perSecond` new ones a second; `now` gives milliseconds that only ever grow. */
  constructor(perSecond: number, burst: number, now: () => number) {
    this.#perMillisecond = perSecond / 1000;
    this.#burst = burst;
    this.#now = now;
    this.#shared = { tokens: burst, at: now() };
  }

  /** Takes a token out of a bucket; false where there is none. */
  take(name: string): boolean {
    const now = this.#now();
    const bucket = this.#buckets.get(name) ?? this.#open(name, now);
    const tokens = this.#tokensIn(bucket, now);
    bucket.tokens = tokens < 1 ? tokens : tokens - 1;
    bucket.at = now;
    return tokens >= 1;
  }

  #tokensIn({ tokens, at }: TokenBucket, now: number): number {
    return Math.min(this.#burst, tokens + (now - at) * this.#perMillisecond);
  }

  #open(name: string, now: number): TokenBucket {
    if (this.#buckets.size >= MAX_BUCKETS && !this.#dropOne(now)) return this.#shared;
    const bucket = { tokens: this.#burst, at: now };
    this.#buckets.set(name, bucket);
    return bucket;
  }

  /** A few steps around the buckets at a time, so that a flood of names costs each of them the same. */
  #dropOne(now: number): boolean {
    for (let looks = 0; looks < LOOKS; looks++) {
      const { value, done } = this.#hand.next();
      if (done) this.#hand = this.#buckets.entries();
      else if (this.#tokensIn(value[1], now) >= this.#burst) return this.#buckets.delete(value[0]);
    }
    return false;
  }
}
