import { expect } from 'chai';
import fc from 'fast-check';
import { mangle } from '../../../generator/names/mangle.ts';

describe('Names become descriptors', () => {
  for (const [name, whole] of [
    ['inviteAttempts', 'InviteAttempts'],
    ['Session Establishment Ratio', 'SessionEstablishmentRatio'],
    ['RM.RegInitSucc', 'RMRegInitSucc'],
    ['100 - [ISA] (per trunk)', '100ISAPerTrunk'],
    ['bytes_in/s', 'BytesInS'],
    ['5G core', '5GCore'],
    ['kBytes', 'KBytes'],
    ['---', ''],
  ] as const) {
    it(`runs the words of "${name}" together as "${whole}"`, () => {
      expect(mangle(name, 32, 64)).to.equal(whole);
    });
  }

  it('does without small words before it cuts any', () => {
    const name = 'Mean number of items that lie in a bay';
    expect(mangle(name, 32, 64)).to.equal('MeanNumberOfItemsThatLieInABay');
    expect(mangle(name, 29, 64)).to.equal('MeanNumberItemsLieBay');
    expect(mangle('of the and', 8, 64)).to.equal('OfTheAnd');
    expect(mangle('of the and', 7, 64)).to.equal('OfTheAnd');
  });

  it('cuts every word alike, and as little as fits', () => {
    expect(mangle('Session Establishment Effectiveness Ratio', 27, 59)).to.equal(
      'SessionEstabliEffectiRatio',
    );
    expect(mangle('Registration Request Delay', 15, 59)).to.equal('RegisRequeDelay');
  });

  it('never cuts a number', () => {
    expect(mangle('Answered requests 123456', 14, 59)).to.equal('AnswRequ123456');
  });

  it('keeps three letters of a word though 32 characters are exceeded, and cuts at the limit', () => {
    const words = 'alpha beta gamma delta epsilon zeta eta theta';
    expect(mangle(words, 10, 59)).to.equal('AlpBetGamDelEpsZetEtaThe');
    expect(mangle(words, 10, 20)).to.equal('AlpBetGamDelEpsZetEt');
  });

  it('gives letters and digits only, within the limit, always the same', () => {
    fc.assert(
      fc.property(fc.string(), fc.integer({ min: 0, max: 40 }), (name, room) => {
        const descriptor = mangle(name, room, 60);
        expect(descriptor).to.match(/^[A-Za-z0-9]{0,60}$/);
        expect(descriptor).not.to.match(/^[a-z]/);
        expect(mangle(name, room, 60)).to.equal(descriptor);
      }),
    );
  });
});
