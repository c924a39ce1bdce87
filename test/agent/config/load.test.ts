import { expect } from 'chai';
import fc from 'fast-check';
import { loadConfig } from '../../../agent/config/load.ts';
import type { Diagnostic } from '../../../document/diagnostic.ts';

const ENVIRONMENT = { COMMUNITY: 'ops-only', PORT: '1161' };

/** The contract's example, with every part this version serves. */
const VALID = `\
instanceId: sip-01.example
model: ../generated/model.json
dataDir: ./data
snmp:
  listen: [127.0.0.1:1161, "[::1]:1161"]
  communities:
    - { name: "\${COMMUNITY}", from: [127.0.0.0/8, "::1"], view: all }
  views: { all: { include: [1.3.6.1], exclude: [1.3.6.1.6] } }
notify:
  - { type: snmp, to: 127.0.0.1:1162, version: v2c, community: public, inform: true }
sources:
  - name: kamailio
    type: prometheus
    url: http://127.0.0.1:9980/metrics
    every: 10s
    measurements:
      inviteAttempts: kamailio_requests_total{method="INVITE"}
      trunkCalls: { metric: kamailio_trunk_calls, labels: { trunkName: trunk }, whenAbsent: 0 }
  - { name: host, type: handler, module: HOST-KPI-MIB, handler: handlers/host.ts, every: 5s }
collection: { autostart: true }
`;

const load = (text: string) => loadConfig('/etc/kpi1/agent.yaml', Buffer.from(text), ENVIRONMENT);
const shown = ({ place, severity, rule }: Diagnostic) =>
  `${place?.line}:${place?.column} ${severity} ${rule}`;
/** The valid text with one change; throws where there is nothing to change. */
function withChange(from: string, to: string): string {
  if (!VALID.includes(from)) throw new Error(`the valid configuration has no ${from}`);
  return VALID.replace(from, to);
}

describe('The agent configuration', () => {
  it('is read with defaults filled in, variables replaced and paths seen from its own folder', () => {
    const { config, diagnostics } = load(VALID);
    expect(diagnostics).to.deep.equal([]);
    expect(config?.model).to.equal('/etc/generated/model.json');
    expect(config?.dataDir).to.equal('/etc/kpi1/data');
    expect(config?.snmp.communities[0]?.name).to.equal('ops-only');
    expect(config?.snmp.listen).to.deep.equal([
      { host: '127.0.0.1', port: 1161 },
      { host: '::1', port: 1161 },
    ]);
    const [kamailio, host] = config?.sources ?? [];
    expect(kamailio).to.include({ every: 10, timeoutMs: 8000 });
    expect(kamailio?.type === 'prometheus' && kamailio.measurements.get('trunkCalls')).to.deep.equal({
      metric: 'kamailio_trunk_calls',
      labels: new Map([['trunkName', 'trunk']]),
      whenAbsent: 0,
    });
    expect(host?.type === 'handler' && host.handler).to.equal('/etc/kpi1/handlers/host.ts');
  });

  it('limits whoever is not on this machine, unless it says otherwise', () => {
    expect(load(VALID).config?.snmp.limits).to.deep.equal({
      requestsPerSecond: 5000,
      burst: 5000,
      amplification: 50,
      trusted: ['127.0.0.0/8', '::1'],
    });
    const limits = '  limits: { requestsPerSecond: 10, trusted: [] }\n';
    expect(load(withChange('  views:', `${limits}  views:`)).config?.snmp.limits).to.include({
      requestsPerSecond: 10,
      burst: 5000,
      amplification: 50,
    });
  });

  it('reads engine IDs in hexadecimal, as Net-SNMP writes them, too', () => {
    const text = withChange(
      'version: v2c, community: public',
      'version: v3, user: a, engineId: "0x80007ED905c0ffee"',
    ).replace(
      '  views:',
      `  engineId: "80007ed905aabbcc"
  users: [{ name: a, view: all, from: [10.0.0.0/8], auth: { protocol: SHA-256, passphrase: "12345678" } }]
  views:`,
    );
    const { config, diagnostics } = load(text);
    expect(diagnostics).to.deep.equal([]);
    const [target] = config?.notify ?? [];
    const engineID = target?.version === 'v3' && target.engineID;
    expect(engineID).to.deep.equal(Uint8Array.from([0x80, 0, 0x7e, 0xd9, 5, 0xc0, 0xff, 0xee]));
    expect(config?.snmp.engineID).to.deep.equal(Uint8Array.from([0x80, 0, 0x7e, 0xd9, 5, 0xaa, 0xbb, 0xcc]));
    expect(config?.snmp.users[0]?.from).to.deep.equal(['10.0.0.0/8']);
  });

  const broken: readonly [what: string, text: string, expected: readonly string[]][] = [
    ['an unknown key', withChange('dataDir:', 'dataDirectory:'), ['3:1 error FIELD-UNKNOWN']],
    [
      'a key misspelt in a list',
      withChange('every: 10s', 'evry: 10s'),
      ['12:5 error FIELD-MISSING', '15:5 error FIELD-UNKNOWN'],
    ],
    ['an unset variable', withChange('COMMUNITY', 'NOBODY_SET_THIS'), ['7:15 error CONFIG-VARIABLE']],
    ['no instanceId', withChange('instanceId: sip-01.example\n', ''), ['1:1 error FIELD-MISSING']],
    ['a port beyond 65535', withChange('127.0.0.1:1161', '127.0.0.1:70000'), ['5:12 error CONFIG-ADDRESS']],
    ['an address without a port', withChange('127.0.0.1:1161', '127.0.0.1'), ['5:12 error FIELD-FORM']],
    ['an address that is none', withChange('127.0.0.1:1161', '300.1.1.1:161'), ['5:12 error CONFIG-ADDRESS']],
    [
      'an address block that is none',
      withChange('127.0.0.0/8', '127.0.0.0/33'),
      ['7:38 error CONFIG-ADDRESS'],
    ],
    ['a view that is not defined', withChange('view: all', 'view: al'), ['7:65 error CONFIG-VIEW']],
    ['an OID that is none', withChange('[1.3.6.1]', '[iso.org]'), ['8:29 error FIELD-FORM']],
    ['a duration that is none', withChange('every: 10s', 'every: 10 seconds'), ['15:12 error FIELD-FORM']],
    ['a URL of another kind', withChange('http://127', 'ftp://127'), ['14:10 error FIELD-FORM']],
    ['an unknown kind of source', withChange('type: handler', 'type: gopher'), ['19:25 error FIELD-VALUE']],
    ['a version that is none', withChange('version: v2c', 'version: v9'), ['10:48 error FIELD-VALUE']],
    ['two sources of one name', withChange('name: host', 'name: kamailio'), ['19:13 error CONFIG-DUPLICATE']],
    [
      'a mapping that is a list',
      withChange('kamailio_requests_total{method="INVITE"}', '[a]'),
      ['17:23 error FIELD-FORM'],
    ],
    ['a URL that is none', withChange('http://127.0.0.1:9980', 'http://[::1'), ['14:10 error CONFIG-URL']],
    [
      'a URL without a host',
      withChange('http://127.0.0.1:9980/metrics', 'http://'),
      ['14:10 error CONFIG-URL'],
    ],
    [
      'a file named by half a URL',
      withChange('http://127.0.0.1:9980', 'file://run'),
      ['14:10 error CONFIG-URL'],
    ],
    [
      'a sample that may take longer than its period',
      withChange('every: 10s', 'every: 10s\n    timeout: 1m'),
      ['16:14 error CONFIG-TIMEOUT'],
    ],
    ['a name to listen on', withChange('127.0.0.1:1161', 'localhost:1161'), ['5:12 error CONFIG-ADDRESS']],
    ['a target at port 0', withChange('127.0.0.1:1162', '127.0.0.1:0'), ['10:23 error CONFIG-ADDRESS']],
    [
      'a source whose name does not fit into an OID',
      withChange('name: kamailio', `name: ${'ü'.repeat(21)}`),
      ['12:11 error FIELD-LENGTH'],
    ],
    ['no sources', VALID.slice(0, VALID.indexOf('sources:')), ['1:1 error FIELD-MISSING']],
    ['a text that is no YAML', 'a: [1', ['1:6 error YAML-SYNTAX']],
    ['an empty file', '', ['1:1 error YAML-EMPTY']],
    [
      'a community open to other machines',
      withChange('127.0.0.1:1161', '0.0.0.0:1161'),
      ['7:7 warning CONFIG-EXPOSED'],
    ],
    [
      'a v3 target without a user',
      withChange('version: v2c, community: public', 'version: v3'),
      ['10:5 error CONFIG-TARGET'],
    ],
    ['a v2c target without a community', withChange('community: public, ', ''), ['10:5 error CONFIG-TARGET']],
    [
      'a v3 target whose user is nobody',
      withChange('version: v2c, community: public', 'version: v3, user: ops'),
      ['10:58 error CONFIG-TARGET'],
    ],
    [
      'a target of v2c with an engine ID',
      withChange('community: public', 'community: public, engineId: "80007ed905c0ffee"'),
      ['10:82 error CONFIG-TARGET'],
    ],
    [
      'a v3 trap with the engine ID of its receiver',
      withChange(
        'version: v2c, community: public, inform: true }',
        'version: v3, user: a, engineId: "80007ed905c0ffee" }',
      ).replace(
        '  views:',
        '  users: [{ name: a, view: all, auth: { protocol: SHA-256, passphrase: "12345678" } }]\n  views:',
      ),
      ['11:71 error CONFIG-TARGET'],
    ],
    [
      'engine IDs that are none',
      withChange('  views:', '  engineId: "0000000000"\n  views:'),
      ['8:13 error FIELD-FORM'],
    ],
    [
      'limits and addresses that are none',
      withChange(
        '  views:',
        '  limits: { requestsPerSecond: 0, trusted: [loopback] }\n  trapAddress: "::1"\n  views:',
      ),
      ['8:32 error FIELD-RANGE'],
    ],
    [
      'address blocks and a trap address that are none',
      withChange(
        '  views:',
        `  limits: { trusted: [loopback] }
  trapAddress: "::1"
  users: [{ name: a, view: all, from: [10.0.0.0/99], auth: { protocol: SHA-256, passphrase: "12345678" } }]
  views:`,
      ),
      ['8:23 error CONFIG-ADDRESS', '9:16 error CONFIG-ADDRESS', '10:40 error CONFIG-ADDRESS'],
    ],
    [
      'a passphrase that is too short',
      withChange(
        '  views:',
        `  users:
    - { name: c, view: all, auth: { protocol: SHA-256, passphrase: short } }
  views:`,
      ),
      ['9:68 error FIELD-LENGTH'],
    ],
    [
      'a user with privacy alone, or with protocols that are broken',
      withChange(
        '  views:',
        `  users:
    - { name: a, view: all, priv: { protocol: AES-128, passphrase: "12345678" } }
    - { name: b, view: all, auth: { protocol: MD5, passphrase: "12345678" }, priv: { protocol: DES, passphrase: "12345678" } }
  views:`,
      ),
      [
        '9:35 error CONFIG-USER',
        '9:7 warning CONFIG-WEAK',
        '10:47 warning CONFIG-WEAK',
        '10:96 warning CONFIG-WEAK',
      ],
    ],
    [
      'nobody who may read',
      withChange(
        `  communities:\n    - { name: "\${COMMUNITY}", from: [127.0.0.0/8, "::1"], view: all }\n`,
        '',
      ),
      ['1:1 warning CONFIG-UNREADABLE'],
    ],
  ];
  for (const [what, text, expected] of broken) {
    it(`with ${what} is told at the place, ${expected.join(' and ')}`, () => {
      const { config, diagnostics } = load(text);
      expect(diagnostics.map(shown)).to.have.members(expected);
      expect(config === undefined).to.equal(diagnostics.some(({ severity }) => severity === 'error'));
    });
  }

  it('tells all its problems at once', () => {
    const text = VALID.replace('every: 10s', 'every: never')
      .replace('type: handler', 'type: gopher')
      .replace('[1.3.6.1]', '[x]')
      .replace('COMMUNITY', 'UNSET');
    expect(load(text).diagnostics.map(({ rule }) => rule)).to.have.members([
      'CONFIG-VARIABLE',
      'FIELD-FORM',
      'FIELD-FORM',
      'FIELD-VALUE',
    ]);
  });

  it('reads $$ as a plain dollar sign', () => {
    const { config } = load(withChange('community: public', 'community: a$$b'));
    expect(config?.notify[0]).to.deep.include({ version: 'v2c', community: 'a$b' });
  });

  it('never throws, whatever is cut from it or put into it', () => {
    fc.assert(
      fc.property(fc.nat(VALID.length), fc.nat(40), fc.string(), (at, length, put) => {
        const { config, diagnostics } = load(VALID.slice(0, at) + put + VALID.slice(at + length));
        expect(config !== undefined || diagnostics.length > 0).to.equal(true);
      }),
      { numRuns: 500, seed: 11 },
    );
  });
});
