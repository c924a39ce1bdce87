import { expect } from 'chai';
import { bindConfig } from '../../../agent/config/bind.ts';
import { loadConfig } from '../../../agent/config/load.ts';
import { compileSets } from '../../kpi-defs/compile-sets.ts';

const { model } = compileSets(['web']);
const HEAD = `\
instanceId: web-01.example
snmp:
  communities: [{ name: public, from: [127.0.0.0/8], view: all }]
  views: { all: { include: [1.3.6.1] } }
sources:
`;
const load = (sources: string) =>
  loadConfig('/etc/kpi1/agent.yaml', Buffer.from(HEAD + sources), { TOKEN: 'hunter2' });
/** Everything that is told of a configuration, and the word it is told at: errors of loading, else those of binding. */
function told(sources: string): string[] {
  const { config, document, diagnostics } = load(sources);
  const all = config ? [...diagnostics, ...bindConfig(config, document, model).diagnostics] : diagnostics;
  return all
    .filter(({ rule }) => rule !== 'CONFIG-MEASUREMENT-MISSING')
    .map(({ place, rule }) => {
      const line = (HEAD + sources).split('\n')[(place?.line ?? 0) - 1] ?? '';
      return `${rule} at ${line.slice((place?.column ?? 0) - 1).split(/[\s,}]/)[0]}`;
    });
}

describe('The sources of a configuration', () => {
  it('are read with their defaults (K15)', () => {
    const { config, diagnostics } = load(`\
  - name: page
    type: json
    url: http://127.0.0.1/status
    headers: { Authorization: "Bearer \${TOKEN}" }
    every: 10s
    filter: { instances: [shop-*], value: "> 0" }
    measurements: { requests: { rows: /sites, value: /n, labels: { name: key }, whenAbsent: 0 } }
  - { name: s, type: statsd, listen: 127.0.0.1:8125, every: 10s, measurements: { requests: a.b } }
  - { name: o, type: otlp, listen: "[::1]:4318", every: 10s, expire: 60s, filter: {}, measurements: { requests: a } }
  - { name: f, type: file, path: log.json, every: 1s, measurements: { requests: /n } }
`);
    expect(diagnostics).to.deep.equal([]);
    const [page, statsd, otlp, file] = config?.sources ?? [];
    expect(page).to.deep.include({
      headers: new Map([['Authorization', 'Bearer hunter2']]),
      filter: { instances: ['shop-*'], value: '> 0' },
      measurements: new Map([
        ['requests', { rows: '/sites', value: '/n', labels: new Map([['name', 'key']]), whenAbsent: 0 }],
      ]),
    });
    const from = ['127.0.0.0/8', '::1'];
    expect(statsd).to.deep.include({ listen: { host: '127.0.0.1', port: 8125 }, from, expireMs: 3_600_000 });
    expect(statsd).to.not.have.property('filter');
    expect(otlp).to.deep.include({ expireMs: 60_000, filter: { instances: [] } });
    expect(file).to.deep.include({ path: '/etc/kpi1/log.json', counters: 'total', expireMs: 3_600_000 });
  });

  const STATSD = '  - { name: s, type: statsd, every: 10s, measurements: { requests: a }, ';
  const JSON_PAGE = '  - { name: j, type: json, url: "http://h/", every: 10s, measurements: ';
  const broken: readonly [what: string, sources: string, ...expected: string[]][] = [
    ['no address', `${STATSD}listen: localhost:8125 }\n`, 'CONFIG-ADDRESS at localhost:8125'],
    ['no address block', `${STATSD}listen: 127.0.0.1:1, from: [all] }\n`, 'CONFIG-ADDRESS at all]'],
    [
      'an open port without senders',
      `${STATSD}listen: "0.0.0.0:8125" }\n`,
      'CONFIG-SENDERS at "0.0.0.0:8125"',
    ],
    [
      'a memory shorter than the period',
      `${STATSD}listen: 127.0.0.1:1, expire: 5s }\n`,
      'CONFIG-EXPIRE at 5s',
    ],
    [
      'one port for two',
      `${STATSD}listen: 127.0.0.1:1 }\n${STATSD.replace('name: s', 'name: t').replace('requests', 'responseTime')}listen: 127.0.0.1:1 }\n`,
      'CONFIG-ADDRESS at 127.0.0.1:1',
    ],
    [
      'a header of two lines',
      '  - { name: j, type: json, url: "http://h/", headers: { A: "b\\nc" }, every: 10s, measurements: { requests: /a } }\n',
      'FIELD-FORM at "b\\nc"',
    ],
    ['no comparison', `${STATSD}listen: 127.0.0.1:1, filter: { value: big } }\n`, 'FIELD-FORM at big'],
    ['a table without rows', `${JSON_PAGE}{ requests: /a } }\n`, 'CONFIG-MAPPING at /a'],
    [
      'a path that is none',
      `${JSON_PAGE}{ requests: { rows: "$.[", value: /a } } }\n`,
      'CONFIG-MAPPING at "$.["',
    ],
    ['a pointer that is none', `${JSON_PAGE}{ requests: { rows: /a, value: b } } }\n`, 'CONFIG-MAPPING at b'],
    [
      'an index that is none',
      `${JSON_PAGE}{ requests: { rows: /a, value: /b, labels: { site: /c } } } }\n`,
      'CONFIG-MAPPING at /c',
    ],
    [
      'a selector that is none',
      `${STATSD.replace('requests: a', 'requests: "a b"')}listen: 127.0.0.1:1 }\n`,
      'CONFIG-MAPPING at "a',
    ],
  ];
  for (const [what, sources, ...expected] of broken) {
    it(`with ${what} are told at their place`, () => {
      expect(told(sources)).to.deep.equal(expected);
    });
  }

  it('show no value of a header', () => {
    const { diagnostics } = load(
      `  - { name: j, type: json, url: "http://h/", headers: { A: "Bearer \${TOKEN}\\n" }, every: 10s, measurements: { requests: /a } }\n`,
    );
    expect(diagnostics).to.not.be.empty;
    expect(JSON.stringify(diagnostics)).to.not.contain('hunter2');
  });
});
