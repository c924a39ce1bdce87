/** Octets that mean something in BER, at places where a change goes deep. */
const TELLING = [0x00, 0x02, 0x04, 0x05, 0x06, 0x30, 0x7f, 0x80, 0x81, 0x82, 0x84, 0xa0, 0xa5, 0xa8, 0xff];

/** Numbers that look random and are the same again for the same seed (mulberry32). */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** A whole number of 0..limit−1. */
  below(limit: number): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = this.#state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * limit);
  }

  pick<T>(items: readonly T[]): T {
    return items[this.below(items.length)] as T;
  }
}

/** A packet with one to three changes: octets overwritten, put in or taken out; now and then nothing but noise. */
export function mutate(random: Random, packet: Uint8Array): Buffer {
  if (random.below(10) === 0) return noise(random, random.below(200));
  let changed: Buffer = Buffer.from(packet);
  for (let changes = 1 + random.below(3); changes > 0; changes--) {
    const at = random.below(changed.length + 1);
    switch (random.below(3)) {
      case 0:
        if (at < changed.length) changed[at] = octet(random);
        break;
      case 1:
        changed = Buffer.concat([
          changed.subarray(0, at),
          noise(random, 1 + random.below(4)),
          changed.subarray(at),
        ]);
        break;
      default:
        changed = Buffer.concat([changed.subarray(0, at), changed.subarray(at + 1 + random.below(20))]);
    }
  }
  return changed;
}

function noise(random: Random, length: number): Buffer {
  return Buffer.from(Uint8Array.from({ length }, () => octet(random)));
}

function octet(random: Random): number {
  return random.below(2) === 0 ? random.pick(TELLING) : random.below(256);
}
