import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { CALLS, run, TemporaryStore } from './temporary-store.ts';

const KILLS = 10;
const SERIES = 100;
const WRITER = fileURLToPath(new URL('kill-writer.ts', import.meta.url));

/** What the writer said was done, when it was killed. */
interface Done {
  samples: number;
  sequence: number;
  acknowledged: number;
}

describe('The end of the process at any moment', () => {
  it('K55, K20: loses and doubles no report and no sample that was stored', async function () {
    this.timeout(120_000);
    const store = new TemporaryStore();
    let random = 4;
    try {
      let done: Done = { samples: 0, sequence: 0, acknowledged: 0 };
      for (let kill = 0; kill < KILLS; kill++) {
        random = (random * 48_271) % 2_147_483_647;
        done = await writeAndKill(store.folder, done, 100 + (random % 900));
        check(store, done);
      }
      expect(done.samples).to.be.above(1000);
    } finally {
      store.remove();
    }
  });
});

/** Lets a process write until it has done so many things more, and kills it in the middle of the next ones. */
async function writeAndKill(folder: string, before: Done, things: number): Promise<Done> {
  const writer = spawn(process.execPath, ['--import', 'tsx', WRITER, folder, `${before.samples}`], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = once(writer, 'exit');
  let done = before;
  let lines = 0;
  for await (const line of createInterface({ input: writer.stdout })) {
    done = JSON.parse(line) as Done;
    lines += 1;
    if (lines === things) writer.kill('SIGKILL');
  }
  const [, signal] = await exited;
  expect(signal).to.equal('SIGKILL');
  return done;
}

/** The writer may have come one sample, report or acknowledgement further than it said. */
function check(store: TemporaryStore, done: Done): void {
  const { history, outbox, state } = store.open();
  const samples = history.samples(CALLS, { begin: 0, end: 1e13 });
  expect(samples.length % SERIES).to.equal(0);
  expect(samples.length / SERIES).to.be.within(done.samples, done.samples + 1);
  const wrong = samples.findIndex(
    ({ at, value }, n) => at !== Math.floor(n / SERIES) || value !== at * SERIES + (n % SERIES),
  );
  expect(wrong).to.equal(-1);

  expect(outbox.lastSequence).to.be.within(done.sequence, done.sequence + 1);
  expect(state.get('last')).to.equal(`${outbox.lastSequence}`);
  const waiting: number[] = [];
  for (let next = outbox.next('oe'); next; next = outbox.next('oe')) {
    expect(next.items[0]?.text).to.equal(`${next.sequence}`);
    waiting.push(next.sequence);
    outbox.acknowledge('oe', next.sequence);
  }
  const first = waiting[0] ?? outbox.lastSequence + 1;
  expect(first).to.be.within(done.acknowledged + 1, done.acknowledged + 2);
  expect(waiting).to.deep.equal(Array.from({ length: waiting.length }, (_, n) => first + n));
  expect(first + waiting.length - 1).to.equal(outbox.lastSequence);
  done.samples = samples.length / SERIES;
  run(history.addSample(-1, []));
  store.close();
}
