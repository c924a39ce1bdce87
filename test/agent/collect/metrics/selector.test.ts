import { expect } from 'chai';
import fc from 'fast-check';
import { matchesSelector, parseSelector } from '../../../../agent/collect/metrics/selector.ts';

function select(text: string, labels: Record<string, string>, name = 'calls') {
  const parsed = parseSelector(text);
  if (!parsed.ok) throw new Error(parsed.mistake.message);
  return matchesSelector(parsed.selector, { name, labels: new Map(Object.entries(labels)) });
}

function mistakeIn(text: string) {
  const parsed = parseSelector(text);
  return parsed.ok ? undefined : { ...parsed.mistake, at: text.slice(...parsed.mistake.at) };
}

describe('a series selector', () => {
  it('matches by name alone', () => {
    expect(select('calls', { code: '200' })).to.equal(true);
    expect(select(' calls { } ', { code: '200' })).to.equal(true);
    expect(select('calls', {}, 'calls_total')).to.equal(false);
    expect(select('a:b_1', {}, 'a:b_1')).to.equal(true);
  });

  it('matches labels that are equal or not', () => {
    expect(select('calls{code="200"}', { code: '200' })).to.equal(true);
    expect(select('calls{code="200"}', { code: '486' })).to.equal(false);
    expect(select('calls{code!="200", method="INVITE",}', { code: '486', method: 'INVITE' })).to.equal(true);
    expect(select('calls{code!="200",code!="486"}', { code: '486' })).to.equal(false);
  });

  it('counts a label that is not there as empty', () => {
    expect(select('calls{trunk=""}', {})).to.equal(true);
    expect(select('calls{trunk!=""}', {})).to.equal(false);
    expect(select('calls{trunk=~".*"}', {})).to.equal(true);
  });

  it('anchors regular expressions at both ends', () => {
    expect(select('calls{code=~"4..|600"}', { code: '486' })).to.equal(true);
    expect(select('calls{code=~"4..|600"}', { code: '1600' })).to.equal(false);
    expect(select('calls{code=~"48"}', { code: '486' })).to.equal(false);
    expect(select('calls{code!~"2.."}', { code: '486' })).to.equal(true);
    expect(select('calls{code=~"a.b"}', { code: 'a\nb' })).to.equal(true);
  });

  it('takes values in any of the three quotes of PromQL', () => {
    expect(select(`calls{a="x\\"\\\\\\ny"}`, { a: 'x"\\\ny' })).to.equal(true);
    expect(select(`calls{a='it\\'s "x"'}`, { a: 'it\'s "x"' })).to.equal(true);
    expect(select('calls{a=`\\d`}', { a: '\\d' })).to.equal(true);
    expect(select('calls{a=~`\\d+`}', { a: '42' })).to.equal(true);
    expect(select('calls{a=~"\\\\d+"}', { a: '42' })).to.equal(true);
  });

  for (const [text, [message, at]] of Object.entries({
    '': ['the name of a metric is expected, the selector ends', ''],
    '{a="b"}': ['the name of a metric is expected, found "{"', '{'],
    '7calls': ['the name of a metric is expected, found "7"', '7'],
    'calls rate': ['a selector ends after its braces, found "r"', 'r'],
    'calls{a="b"} 5': ['a selector ends after its braces, found "5"', '5'],
    'calls{a="b"': ['"," or "}" is expected after a label\'s value, the selector ends', ''],
    'calls{a="b" c="d"}': ['"," or "}" is expected after a label\'s value, found "c"', 'c'],
    'calls{,}': ['the name of a label is expected, found ","', ','],
    'calls{a}': ['=, !=, =~ or !~ is expected after label a, found "}"', '}'],
    'calls{a==“b”}': ['the value of a must stand in quotes, found "="', '='],
    'calls{a=b}': ['the value of a must stand in quotes, found "b"', 'b'],
    'calls{a="b}': ['the closing quote is missing, found "\\""', '"'],
    'calls{a=~"("}': ['"(" is no regular expression: Unterminated group', '"("'],
  })) {
    it(`has its mistake shown: ${text || 'nothing'}`, () => {
      expect(mistakeIn(text)).to.deep.equal({ message, at });
    });
  }

  it('ends in a selector or a placed mistake, whatever the text', () => {
    const token = fc.constantFrom(
      'calls',
      '{',
      '}',
      '"',
      "'",
      '`',
      '\\',
      ',',
      '=',
      '=~',
      '!~',
      '(',
      ')',
      '*',
      '[',
      ' ',
      'é',
    );
    const text = fc.oneof(
      fc.array(token, { maxLength: 20 }).map((tokens) => tokens.join('')),
      fc.array(token, { maxLength: 8 }).map((tokens) => `calls{a=~"${tokens.join('')}"}`),
      fc.string({ maxLength: 40, unit: 'binary' }),
    );
    fc.assert(
      fc.property(text, (source) => {
        const parsed = parseSelector(source);
        if (parsed.ok) return;
        const [start, end] = parsed.mistake.at;
        expect(start).to.be.within(0, source.length);
        expect(end).to.be.within(start, source.length);
        expect(parsed.mistake.message).to.not.equal('');
      }),
      { numRuns: 3000, seed: 2855 },
    );
  });
});

describe('a regular expression of a selector', () => {
  const of = (pattern: string) => mistakeIn(`calls{a=~\`${pattern}\`}`)?.message;

  it('may have alternatives, classes, groups and two repetitions in each alternative', () => {
    for (const pattern of ['a|b|c', '(?:a|b)c?', '[a-z]+@.*', 'a.*b.*|c+d+', '\\*+', '[*+{]+']) {
      expect(of(pattern), pattern).to.equal(undefined);
    }
  });

  it('may not take more than quadratic time', () => {
    for (const pattern of ['(a+)+', '(a|a)*', '(?:a)*', '(a){2}']) {
      expect(of(pattern), pattern).to.equal('a group cannot be repeated in a regular expression');
    }
    for (const pattern of ['.*.*.*', '(.*|a)(.*|b)(.*|c)', 'a{1,9}b{1,9}c{1,9}']) {
      expect(of(pattern), pattern).to.match(/at most 2 repetitions/);
    }
    expect(of('a'.repeat(501))).to.match(/at most 500 characters/);
  });

  it('may not use what Prometheus has not', () => {
    expect(of('(?=a)')).to.equal('"(?=" is not supported in a regular expression: groups are (…)');
    expect(of('(?i)a')).to.match(/^"\(\?" is not supported/);
    expect(of('(?P<x>a)')).to.match(/^"\(\?P<" is not supported/);
    expect(of('(a)\\1')).to.match(/^back-references/);
    expect(of('[[:alpha:]]')).to.match(/^classes such as/);
    expect(of('[]a]')).to.match(/^write \\] for a bracket/);
  });
});
