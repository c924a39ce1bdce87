import { expect } from 'chai';
import fc from 'fast-check';
import { parseJson } from '../../../../agent/collect/json/parse-json.ts';

describe('JSON whose numbers are exact', () => {
  it('keeps the digits of integers that a double would round', () => {
    const text =
      '{"a":12345678901234567890,"b":[-9007199254740993, 9007199254740991],"c":1.2345678901234567}';
    expect(parseJson(text)).to.deep.equal({
      a: '12345678901234567890',
      b: ['-9007199254740993', 9007199254740991],
      c: 1.2345678901234567,
    });
    expect(parseJson('98765432109876543210')).to.equal('98765432109876543210');
    const [fraction, power] = ['12345678901234567890.5', '12345678901234567890e2'];
    expect(parseJson(`[${fraction},${power}]`)).to.deep.equal([Number(fraction), Number(power)]);
  });

  it('leaves texts as they are, whatever they look like', () => {
    const value = {
      'a: 12345678901234567890,': '" 12345678901234567890 \\',
      b: ['\\"', ',12345678901234567890]'],
    };
    expect(parseJson(JSON.stringify(value))).to.deep.equal(value);
  });

  it('takes no more than JSON does', () => {
    for (const text of [
      '{12345678901234567890:1}',
      '[012345678901234567890]',
      '[1 12345678901234567890',
      '',
    ]) {
      expect(() => parseJson(text), text).to.throw(/JSON/);
    }
  });

  it('does not quote what it cannot read', () => {
    expect(() => parseJson('{"password": hunter2}'))
      .to.throw()
      .with.property('message')
      .not.contain('hunter2');
  });

  it('refuses what is nested more than 100 levels deep', () => {
    expect(parseJson(`${'['.repeat(101)}${']'.repeat(101)}`)).to.be.an('array');
    expect(() => parseJson(`${'['.repeat(102)}${']'.repeat(102)}`)).to.throw('nested more than 100 levels');
    expect(() => parseJson(`${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}`)).to.throw('nested more than');
  });

  it('is JSON.parse for everything without such integers', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 8 }), (text) => {
        expect(parseJson(text)).to.deep.equal(JSON.parse(text));
      }),
      { seed: 9535 },
    );
  });
});
