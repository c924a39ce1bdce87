/** Writes samples and reports to a store, and says after each what is done, until it is killed. */
import { writeSync } from 'node:fs';
import { join } from 'node:path';
import { openStore } from '../../../agent/store/open-store.ts';
import { CALLS, PLENTY, run } from './temporary-store.ts';

const SERIES = 100;
const [folder = '', from = '0'] = process.argv.slice(2);
const quiet = { info: () => undefined, warn: console.error, error: console.error };
const { history, outbox, state, transaction } = openStore(join(folder, 'kpi1.sqlite'), PLENTY, quiet);
outbox.openTargets(['oe']);
let acknowledged = outbox.lastSequence;
for (let samples = Number(from); ; ) {
  const rows = Array.from({ length: SERIES }, (_, n) => ({ index: [n], value: samples * SERIES + n }));
  run(history.addSample(samples, [{ ...CALLS, rows }]));
  samples += 1;
  say(samples);
  transaction(() => {
    const text = `${outbox.lastSequence + 1}`;
    const items = [
      { name: 'sequence', text, oid: [1, 3], value: { type: 'Integer32' as const, value: samples } },
    ];
    outbox.append({ identifier: 'TEST-MIB', begin: new Date(0), end: new Date(1), items });
    state.set('last', text);
  });
  say(samples);
  if (samples % 3 === 0) continue;
  const next = outbox.next('oe');
  if (next) {
    outbox.acknowledge('oe', next.sequence);
    acknowledged = next.sequence;
  }
  say(samples);
}

/** Waits while the pipe is full: whoever reads may stand still for a moment. */
function say(samples: number): void {
  const done = { samples, sequence: outbox.lastSequence, acknowledged };
  const line = Buffer.from(`${JSON.stringify(done)}\n`);
  for (let written = 0; written < line.length; ) {
    try {
      written += writeSync(1, line, written);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1);
    }
  }
}
