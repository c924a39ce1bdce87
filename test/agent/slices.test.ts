import { expect } from 'chai';
import { atOnce, inSlices, type Steps } from '../../agent/slices.ts';

/** Work of so many steps, each of which takes longer than a slice. */
function* longWork(steps: number, done: number[]): Steps<string> {
  for (let step = 0; step < steps; step++) {
    const end = performance.now() + 5;
    while (performance.now() < end);
    done.push(step);
    yield;
  }
  return 'done';
}

describe('Work in slices', () => {
  it('lets others have the event loop before it and between its steps', async () => {
    const done: number[] = [];
    const seen: number[] = [];
    let isOver = false;
    const watch = () => {
      seen.push(done.length);
      if (!isOver) setImmediate(watch);
    };
    setImmediate(watch);
    expect(await inSlices(longWork(4, done), new AbortController().signal)).to.equal('done');
    isOver = true;
    expect(seen).to.include.members([0, 1, 2, 3]);
  });

  it('ends with the reason when its signal aborts', async () => {
    const done: number[] = [];
    const abort = new AbortController();
    const work = inSlices(longWork(100, done), abort.signal);
    setImmediate(() => abort.abort(new Error('did not answer within 8 s')));
    const reason = await work.then(
      () => undefined,
      (error: Error) => error.message,
    );
    expect(reason).to.equal('did not answer within 8 s');
    expect(done.length).to.be.lessThan(100);
  });

  it('comes to the same at one go', () => {
    const done: number[] = [];
    expect(atOnce(longWork(2, done))).to.equal('done');
    expect(done).to.deep.equal([0, 1]);
  });
});
