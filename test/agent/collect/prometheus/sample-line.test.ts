import { expect } from 'chai';
import { parseSampleLine, readMetricName } from '../../../../agent/collect/prometheus/sample-line.ts';

function read(line: string) {
  const sample = parseSampleLine(line, readMetricName(line, 0) as string);
  if (typeof sample === 'string') return sample;
  return { labels: Object.fromEntries(sample.labels), value: sample.value };
}

describe('a line of the Prometheus text format', () => {
  it('has a value with or without labels and timestamp', () => {
    expect(read('up 1')).to.deep.equal({ labels: {}, value: 1 });
    expect(read('up{} 1')).to.deep.equal({ labels: {}, value: 1 });
    expect(read('up{job="a"} 1 1795295962231')).to.deep.equal({ labels: { job: 'a' }, value: 1 });
    expect(read('up { job = "a" , } \t 1 -5 ')).to.deep.equal({ labels: { job: 'a' }, value: 1 });
    expect(read('up{job="a"}1')).to.deep.equal({ labels: { job: 'a' }, value: 1 });
  });

  it('has every form of number that Prometheus writes', () => {
    const values = { '0.3': 0.3, '-1.5e-3': -0.0015, '+7': 7, '5.': 5, '.5': 0.5, '1E3': 1000 };
    for (const [text, value] of Object.entries(values))
      expect(read(`x ${text}`)).to.have.property('value', value);
    expect(read('x NaN')).to.have.property('value').that.is.NaN;
    expect(read('x +Inf')).to.have.property('value', Number.POSITIVE_INFINITY);
    expect(read('x -Inf')).to.have.property('value', Number.NEGATIVE_INFINITY);
  });

  it('keeps an integer that a double cannot hold', () => {
    expect(read('x 18446744073709551615')).to.have.property('value', 18446744073709551615n);
    expect(read('x +9007199254740993')).to.have.property('value', 9007199254740993n);
    expect(read('x 9007199254740991')).to.have.property('value', 9007199254740991);
  });

  it('unescapes label values', () => {
    expect(read('x{a="\\"b\\" \\\\ \\n \\d"} 1')).to.have.deep.property('labels', { a: '"b" \\ \n \\d' });
    expect(read('x{a="}",b="{,="} 1')).to.have.deep.property('labels', { a: '}', b: '{,=' });
  });

  it('takes quotes and backslashes of a writer that escapes none as they stand', () => {
    expect(read('x{trunk="a"b"} 4 1795295962231')).to.have.deep.property('labels', { trunk: 'a"b' });
    expect(read('x{m="BYE", trunk="C:\\x\\"} 6 1')).to.have.deep.property('labels', {
      m: 'BYE',
      trunk: 'C:\\x\\',
    });
    expect(read('x{a=""", b="""""} 1')).to.have.deep.property('labels', { a: '"', b: '"""' });
    expect(read('x{a="b" c", d="e"} 1')).to.have.deep.property('labels', { a: 'b" c', d: 'e' });
    expect(read('x{a="b"} c"} 1')).to.have.deep.property('labels', { a: 'b"} c' });
  });

  it('may carry an exemplar, which is left aside', () => {
    expect(read('x_bucket{le="0.5"} 3 # {trace="a } b"} 0.2 1795291553.637')).to.deep.equal({
      labels: { le: '0.5' },
      value: 3,
    });
    expect(read('x 3 1795291553.637 # {} 0.2')).to.have.property('value', 3);
  });

  for (const [line, reason] of Object.entries({
    x: 'a blank or "{" is expected after the name',
    'x-y 1': 'a blank or "{" is expected after the name',
    'x ': '"" is no value',
    'x one': '"one" is no value',
    'x 1 2 3': '"1 2 3" is no value',
    'x 0x10': '"0x10" is no value',
    'x{a="b" 1': 'its labels cannot be read',
    'x{a="b} 1': 'its labels cannot be read',
    'x{a=b} 1': 'its labels cannot be read',
    'x{,} 1': 'its labels cannot be read',
    'x{a="b",a="c"} 1': 'label a is there twice',
    'x{a="b"}': '"" is no value',
    [`x{a="${'b'.repeat(1025)}"} 1`]: 'label a is over 1024 characters',
  })) {
    it(`is refused: ${line.slice(0, 30)}`, () => {
      expect(read(line)).to.equal(reason);
    });
  }
});
