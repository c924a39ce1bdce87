import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import fc from 'fast-check';
import {
  listMetricNames,
  type ParseOptions,
  parseExposition,
} from '../../../../agent/collect/prometheus/parse.ts';
import { atOnce } from '../../../../agent/slices.ts';

const fixture = (name: string) =>
  readFileSync(new URL(`../../../fixtures/metrics/${name}`, import.meta.url), 'utf8');
const KAMAILIO = fixture('kamailio.prom');
const OPEN_METRICS = fixture('service.openmetrics');

function accept(text: string, options?: ParseOptions) {
  const exposition = atOnce(parseExposition(text, options));
  if (!exposition.ok) throw new Error(exposition.reason);
  return exposition;
}

function refusal(text: string, options?: ParseOptions) {
  const exposition = atOnce(parseExposition(text, options));
  return exposition.ok ? undefined : exposition.reason;
}

describe('the Prometheus text format', () => {
  it("reads what Kamailio's xhttp_prom says: no TYPE lines, timestamps, quotes unescaped", () => {
    const { samples, problems } = accept(KAMAILIO);
    expect(problems).to.be.empty;
    expect(samples).to.have.length(18);
    expect(samples[1]?.labels.get('trunk')).to.equal('a"b');
    expect(samples[2]?.labels.get('trunk')).to.equal('C:\\x\\');
    expect(samples.find(({ name }) => name === 'kamailio_tmx_UAS_transactions')).to.include({
      value: 0,
      line: 21,
    });
    const buckets = samples.filter(({ name }) => name === 'kamailio_setup_seconds_bucket');
    expect(buckets.map(({ labels }) => labels.get('le'))).to.deep.equal([
      '0.100000',
      '0.500000',
      '1.000000',
      '+Inf',
    ]);
  });

  it('reads OpenMetrics with exemplars and _created', () => {
    const { samples } = accept(OPEN_METRICS, { openMetrics: true });
    expect(samples.map(({ name, value }) => [name, value])).to.deep.equal([
      ['http_requests_total', 1027],
      ['http_requests_created', 1795290000],
      ['latency_seconds_bucket', 10],
      ['latency_seconds_bucket', 12],
      ['latency_seconds_sum', 0.35],
      ['latency_seconds_count', 12],
      ['octets_total', 18446744073709551615n],
      ['temperature', Number.NEGATIVE_INFINITY],
    ]);
  });

  it('takes CRLF, blank lines, leading blanks and comments anywhere', () => {
    const { samples, problems } = accept('\r\n# HELP x\r\n\tx 1\r\n  \r\n#\r\ny{a="b"} 2\r\n');
    expect(problems).to.be.empty;
    expect(samples.map(({ name, value, line }) => [name, value, line])).to.deep.equal([
      ['x', 1, 3],
      ['y', 2, 6],
    ]);
  });

  it('is empty where a service has nothing to say', () => {
    expect(accept('').samples).to.be.empty;
    expect(accept('# nothing yet\n').samples).to.be.empty;
  });

  it('reads only the metrics asked for', () => {
    const { samples } = accept(KAMAILIO.repeat(3), { only: new Set(['kamailio_trunk_calls']) });
    expect(samples.map(({ line }) => line)).to.deep.equal([5, 26, 47]);
  });

  it('names the metric and the line of what it cannot read, and goes on', () => {
    const { samples, problems } = accept('a 1\nb{ 2\n{"c"} 3\nd 4\n');
    expect(samples.map(({ name }) => name)).to.deep.equal(['a', 'd']);
    expect(problems).to.deep.equal([
      { line: 2, metric: 'b', reason: 'cannot be read: its labels cannot be read' },
      { line: 3, reason: 'does not begin with the name of a metric' },
    ]);
  });

  it('names a line that is too long', () => {
    const { problems } = accept(`a 1\nb{l="${'x'.repeat(65536)}"} 2\nc 3\n`);
    expect(problems).to.deep.equal([{ line: 2, metric: 'b', reason: 'is over 65536 characters long' }]);
  });
});

describe('a Prometheus text that was cut off', () => {
  it('is refused wherever it was cut, but for the ends of lines', () => {
    const ends = new Set([...KAMAILIO.matchAll(/\n/g)].map(({ index }) => index + 1));
    for (let length = 1; length < KAMAILIO.length; length++) {
      if (!ends.has(length)) expect(refusal(KAMAILIO.slice(0, length))).to.match(/^it was cut off/);
    }
  });

  it('is refused where its last line makes no sense', () => {
    expect(refusal('a 1\nb{x="\n')).to.equal(
      'it was cut off: its last line, 2, cannot be read: its labels cannot be read',
    );
    expect(refusal('a 1\nb\n', { only: new Set(['a']) })).to.match(/^it was cut off/);
  });

  it('is refused wherever it was cut where it is OpenMetrics', () => {
    for (let length = 0; length < OPEN_METRICS.length; length++) {
      expect(refusal(OPEN_METRICS.slice(0, length), { openMetrics: true })).to.be.a('string');
    }
  });

  it('is refused where something comes after # EOF', () => {
    expect(refusal('a 1\n# EOF\nb 2\n', { openMetrics: true })).to.equal('line 3 comes after # EOF');
  });
});

describe('what is no Prometheus text', () => {
  for (const [name, text] of Object.entries({
    HTML: '<html>\n<body>It works!</body>\n</html>\n',
    JSON: '{"status": "ok"}\n',
    prose: 'Service Unavailable\nplease try again later\n',
    'a log': `${'2026-11-21 12:00:00 started\n'.repeat(50)}a 1\n`,
  })) {
    it(`is refused: ${name}`, () => {
      expect(refusal(text, { only: new Set(['a']) })).to.match(/^it is no Prometheus text: line 1 /);
    });
  }

  it('is refused where over a thousand lines cannot be read', () => {
    expect(refusal(`a 1\n${'a x\n'.repeat(1001)}a 2\n`)).to.equal('over 1000 of its lines cannot be read');
  });

  it('never throws and keeps nothing of a text that is refused, whatever the octets', () => {
    const token = fc.constantFrom(
      'x',
      '{',
      '}',
      '"',
      '\\',
      ',',
      '=',
      ' ',
      '\n',
      '\r',
      '#',
      '1',
      'e',
      '.',
      'NaN',
      '# EOF',
    );
    const text = fc.oneof(
      fc.array(token, { maxLength: 60 }).map((tokens) => tokens.join('')),
      fc.string({ maxLength: 200, unit: 'binary' }),
      fc
        .tuple(fc.nat(KAMAILIO.length - 1), fc.string({ maxLength: 3, unit: 'binary' }))
        .map(([at, inserted]) => KAMAILIO.slice(0, at) + inserted + KAMAILIO.slice(at + 1)),
    );
    fc.assert(
      fc.property(text, fc.boolean(), (body, openMetrics) => {
        const exposition = atOnce(parseExposition(body, { openMetrics }));
        if (exposition.ok) {
          for (const { value } of exposition.samples) expect(typeof value).to.be.oneOf(['number', 'bigint']);
        } else {
          expect(exposition.reason).to.be.a('string').that.is.not.empty;
        }
        expect(listMetricNames(body)).to.be.instanceOf(Set);
      }),
      { numRuns: 3000, seed: 28554 },
    );
  });

  it('reads back whatever a correct writer writes', () => {
    const name = fc.stringMatching(/^[a-z_:][a-z0-9_:]{0,8}$/);
    const label = fc.stringMatching(/^[a-z_][a-z0-9_]{0,5}$/);
    const series = fc.record({
      name,
      labels: fc.uniqueArray(fc.tuple(label, fc.string({ maxLength: 12, unit: 'grapheme' })), {
        selector: ([key]) => key,
        maxLength: 3,
      }),
      value: fc.double({ noNaN: true }),
    });
    const escaped = (text: string) => text.replace(/\\/g, '\\\\').replace(/"/g, '\\"').replace(/\n/g, '\\n');
    const write = ({ name, labels, value }: { name: string; labels: [string, string][]; value: number }) =>
      `${name}{${labels.map(([key, text]) => `${key}="${escaped(text)}"`).join(',')}} ${String(value).replace('Infinity', 'Inf')}\n`;
    fc.assert(
      fc.property(fc.array(series, { minLength: 1 }), (written) => {
        const { samples, problems } = accept(written.map(write).join(''));
        expect(problems).to.be.empty;
        expect(
          samples.map(({ name, labels, value }) => ({ name, labels: [...labels], value: Number(value) })),
        ).to.deep.equal(
          written.map(({ name, labels, value }) => ({ name, labels, value: value === 0 ? 0 : value })),
        );
      }),
      { numRuns: 300, seed: 6076 },
    );
  });
});

describe('the names of metrics', () => {
  it('are listed without reading the rest', () => {
    expect([...listMetricNames('# HELP z\na 1\n b{x="\n<c>\na 2\r\nd')]).to.deep.equal(['a', 'b', 'd']);
  });
});
