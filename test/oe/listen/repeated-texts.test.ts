import { expect } from 'chai';
import { RepeatedTexts } from '../../../oe/listen/repeated-texts.ts';

describe('What strangers make a listener say', () => {
  it('is told the first time, at ten, at a hundred', () => {
    const told: string[] = [];
    const texts = new RepeatedTexts((text) => told.push(text));
    for (let n = 0; n < 150; n++) texts.tell('a');
    texts.tell('b');
    expect(told).to.deep.equal(['a', 'a (10 times so far)', 'a (100 times so far)', 'b']);
  });
});
