import { expect } from 'chai';
import { BackOff } from '../../../../agent/collect/fetch/back-off.ts';

/** Which of so many samples of a source that is down are tried: `x`, and which are left out: `.`. */
function tries(every: number, samples: number): string {
  const backOff = new BackOff(every);
  return Array.from({ length: samples }, () => {
    if (backOff.skip()) return '.';
    backOff.failed();
    return 'x';
  }).join('');
}

describe('a source that is down', () => {
  it('is tried at every sample, then at every second, fourth and so on', () => {
    expect(tries(1, 18)).to.equal('xxx.x...x.......x.');
  });

  it('is tried once every 30 s at least', () => {
    expect(tries(10, 12)).to.equal('xxx.x..x..x.');
    expect(tries(30, 5)).to.equal('xxxxx');
    expect(tries(60, 5)).to.equal('xxxxx');
  });

  it('is tried at every sample again once it has answered', () => {
    const backOff = new BackOff(1);
    for (let i = 0; i < 3; i++) backOff.failed();
    expect([backOff.isOn, backOff.skip(), backOff.skip()]).to.deep.equal([true, true, false]);
    backOff.succeeded();
    expect([backOff.isOn, backOff.skip()]).to.deep.equal([false, false]);
    backOff.failed();
    expect(backOff.skip()).to.equal(false);
  });
});
