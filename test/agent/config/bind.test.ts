import { expect } from 'chai';
import { bindConfig } from '../../../agent/config/bind.ts';
import { loadConfig } from '../../../agent/config/load.ts';
import type { Diagnostic } from '../../../document/diagnostic.ts';
import { compileSets } from '../../kpi-defs/compile-sets.ts';

const compiled = compileSets(['sip', 'web', 'host']);
const model = compiled.model;

const HEAD = `\
instanceId: sip-01.example
snmp:
  communities: [{ name: public, from: [127.0.0.0/8], view: all }]
  views: { all: { include: [1.3.6.1] } }
sources:
`;
const SIP = `\
  - name: sip
    type: prometheus
    url: http://127.0.0.1:9980/metrics
    every: 10s
    measurements:
`;

function bind(sources: string) {
  const { config, document, diagnostics } = loadConfig('agent.yaml', Buffer.from(HEAD + sources), {});
  if (!config) throw new Error(diagnostics.map(({ message }) => message).join('\n'));
  return bindConfig(config, document, model);
}
const told = (diagnostics: readonly Diagnostic[]) =>
  diagnostics.map(({ place, rule, remedy }) => [
    `${place?.line}:${place?.column}`,
    rule,
    ...(remedy ? [remedy] : []),
  ]);

describe('A configuration bound to a model', () => {
  it('serves the modules that have a source, and tells the measurements that have none', () => {
    const { modules, diagnostics } = bind(`${SIP}      inviteAttempts: invites\n`);
    expect(modules.map(({ name }) => name)).to.deep.equal(['SIP-KPI-MIB']);
    expect(diagnostics.map(({ rule }) => rule)).to.deep.equal(['CONFIG-MEASUREMENT-MISSING']);
    expect(diagnostics[0]?.message).to.contain('invite200').and.not.contain('inviteAttempts,');
  });

  it('gives a handler every measurement of its module, with the objects they are of', () => {
    const { sources, diagnostics } = bind(
      '  - { name: host, type: handler, module: HOST-KPI-MIB, handler: h.ts, every: 5s }\n',
    );
    expect(diagnostics).to.deep.equal([]);
    const wanted = sources[0]!.wanted;
    expect(wanted).to.have.length(
      model.modules.find(({ name }) => name === 'HOST-KPI-MIB')!.measurements.length,
    );
    expect(wanted.find(({ measurement }) => measurement.name === 'inOctets')?.object?.name).to.equal(
      'networkInterface',
    );
  });

  it('takes a measurement by its module where that is said', () => {
    const { diagnostics } = bind(`${SIP}      SIP-KPI-MIB::inviteAttempts: invites\n`);
    expect(diagnostics.map(({ rule }) => rule)).to.deep.equal(['CONFIG-MEASUREMENT-MISSING']);
  });

  const broken: readonly [what: string, sources: string, expected: readonly string[][]][] = [
    ['a misspelt measurement', `${SIP}      inviteAttempt: a\n`, [['11:7', 'CONFIG-MEASUREMENT']]],
    [
      'a misspelt module of a measurement',
      `${SIP}      SIP-KPI::inviteAttempts: a\n`,
      [['11:7', 'CONFIG-MODULE']],
    ],
    ['a broken selector', `${SIP}      inviteAttempts: a{b=c}\n`, [['11:23', 'CONFIG-MAPPING']]],
    [
      'a label for a scalar',
      `${SIP}      inviteAttempts: { metric: a, labels: { trunkName: t } }\n`,
      [['11:57', 'CONFIG-MAPPING']],
    ],
    [
      'a label for an index that is none',
      `${SIP}      trunkAttempts: { metric: a, labels: { trunk: t } }\n`,
      [['11:52', 'CONFIG-MAPPING']],
    ],
    [
      'a counter that counts as 5 when it is absent',
      `${SIP}      inviteAttempts: { metric: a, whenAbsent: 5 }\n`,
      [['11:48', 'CONFIG-MAPPING']],
    ],
    [
      'a measurement of two sources',
      `${SIP}      inviteAttempts: a\n${SIP.replace('name: sip', 'name: two')}      inviteAttempts: b\n`,
      [['17:23', 'CONFIG-MEASUREMENT-SHARED']],
    ],
    [
      'a handler of a module that is none',
      '  - { name: host, type: handler, module: HOST-MIB, handler: h.ts, every: 5s }\n',
      [['6:42', 'CONFIG-MODULE']],
    ],
    [
      'a period longer than the intervals',
      '  - { name: host, type: handler, module: HOST-KPI-MIB, handler: h.ts, every: 30s }\n',
      [['6:78', 'CONFIG-PERIOD-LONG']],
    ],
    [
      'a period that does not divide the intervals',
      '  - { name: host, type: handler, module: HOST-KPI-MIB, handler: h.ts, every: 3s }\n',
      [['6:78', 'CONFIG-PERIOD']],
    ],
  ];
  for (const [what, sources, expected] of broken) {
    it(`with ${what} is told at its place`, () => {
      const places = told(bind(sources).diagnostics).map(([place, rule]) => [place, rule]);
      expect(places).to.deep.equal(expected);
    });
  }
});
