import { expect } from 'chai';
import fc from 'fast-check';
import { TokenBuckets } from '../../../agent/snmp/token-buckets.ts';

function buckets(perSecond: number, burst: number) {
  const clock = { ms: 1000 };
  const it = new TokenBuckets(perSecond, burst, () => clock.ms);
  const takeAll = (name: string) => {
    let taken = 0;
    while (it.take(name)) taken += 1;
    return taken;
  };
  return { clock, takeAll, take: (name: string) => it.take(name) };
}

describe('token buckets', () => {
  it('give a burst at once, then as many a second as they are filled with', () => {
    const { clock, takeAll } = buckets(10, 5);
    expect(takeAll('a')).to.equal(5);
    clock.ms += 99;
    expect(takeAll('a')).to.equal(0);
    clock.ms += 1;
    expect(takeAll('a')).to.equal(1);
    clock.ms += 10_000;
    expect(takeAll('a')).to.equal(5);
  });

  it('know nothing of each other', () => {
    const { takeAll } = buckets(10, 5);
    expect([takeAll('a'), takeAll('b')]).to.deep.equal([5, 5]);
  });

  it('share one where more are in use than are kept, and none in use is given up', () => {
    const { take, takeAll } = buckets(1, 3);
    for (let i = 0; i < 4096; i++) take(`${i}`);
    expect([takeAll('one more'), takeAll('yet another')]).to.deep.equal([3, 0]);
    expect([takeAll('0'), takeAll('4095')]).to.deep.equal([2, 2]);
  });

  it('make room for others as soon as they are full again', () => {
    const { clock, take, takeAll } = buckets(1, 3);
    for (let i = 0; i < 4096; i++) take(`${i}`);
    clock.ms += 1000;
    for (let i = 0; i < 10_000; i++) expect(take(`late ${i}`)).to.equal(i < 4096 + 3);
    expect(takeAll('late 0')).to.equal(2);
  });

  it('property: never give more than the burst and what was filled in since, whoever else asks', () => {
    const turn = fc.tuple(fc.nat(300), fc.nat(3), fc.boolean());
    fc.assert(
      fc.property(fc.array(turn, { maxLength: 200 }), (turns) => {
        const { clock, take } = buckets(20, 4);
        let taken = 0;
        turns.forEach(([ms, others, asks], i) => {
          clock.ms += ms;
          for (let other = 0; other < others; other++) take(`${i} ${other}`);
          if (asks && take('a')) taken += 1;
        });
        expect(taken).to.be.at.most(4 + ((clock.ms - 1000) * 20) / 1000);
      }),
    );
  });
});
