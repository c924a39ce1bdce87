import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect } from 'chai';
import { mutate, Random } from './mutation.ts';

/** FUZZ_RUNS=1000000 for a long run, FUZZ_SEED to repeat one. */
export const FUZZ_RUNS = Number(process.env['FUZZ_RUNS'] ?? 50_000);
const SEED = Number(process.env['FUZZ_SEED'] ?? 3416);

/** What may stay behind after all packets, in octets: nothing that grows with their number. */
const MAX_GROWTH = 4 << 20;

/** Packets whose time is taken again and again, since what interrupts this process is none of theirs. */
const SLOW_MS = 0.2;

/**
 * Hands mutated packets to a target, which throws where one ends in anything but what it should. `prepare` makes
 * of a mutated packet what is handed over. The memory that is in use may not grow with the number of packets.
 * Prints how long the slowest packet took.
 */
export function fuzz(
  seeds: readonly Uint8Array[],
  target: (packet: Buffer) => void,
  prepare: (packet: Buffer) => Buffer = (packet) => packet,
): void {
  const random = new Random(SEED);
  const time = (packet: Buffer) => {
    const began = performance.now();
    target(Buffer.from(packet));
    return performance.now() - began;
  };
  let slowest = { ms: 0, length: 0 };
  let before = 0;
  for (let run = 0; run < FUZZ_RUNS; run++) {
    // What is compiled and cached at the beginning is no leak.
    if (run === Math.floor(FUZZ_RUNS / 5)) before = memoryInUse();
    const packet = prepare(mutate(random, random.pick(seeds)));
    try {
      let ms = time(packet);
      for (let again = 0; again < 5 && ms > SLOW_MS; again++) ms = Math.min(ms, time(packet));
      if (ms > slowest.ms) slowest = { ms, length: packet.length };
    } catch (error) {
      throw new Error(`packet ${run} of seed ${SEED}: ${packet.toString('hex')}`, { cause: error });
    }
  }
  const growth = memoryInUse() - before;
  console.log(
    `      slowest ${slowest.ms.toFixed(2)} ms (${slowest.length} octets), memory ${(growth / 1024).toFixed(0)} KiB`,
  );
  expect(growth).to.be.below(MAX_GROWTH);
}

let collect: (() => void) | undefined;

/** Octets in use once garbage is collected. */
function memoryInUse(): number {
  if (!collect) {
    setFlagsFromString('--expose-gc');
    collect = runInNewContext('gc') as () => void;
  }
  collect();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}
