import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { loadConfig } from '../../../agent/config/load.ts';
import { prepareConfig } from '../../../agent/config/prepare.ts';
import type { Diagnostic } from '../../../document/diagnostic.ts';

const TAIL = `\
sources: [{ name: host, type: handler, module: HOST-KPI-MIB, handler: host.ts, every: 5s }]
snmp: { communities: [{ name: public, from: [127.0.0.0/8], view: all }], views: { all: { include: [1.3.6.1] } } }
`;
const FTP = {
  FTPServerIP: '127.0.0.1',
  FTPServerPort: '2121',
  InstanceID: 'sip-01',
  FTPUserName: 'reports',
  FTPUserPasswd: 'secret',
  FTPDir: '/in',
};
const ftpWith = (changes: object) => JSON.stringify({ type: 'ftp', ...FTP, ...changes });

/** The first line, so that findings in it have columns that can be counted. */
const load = (line: string, tail = TAIL) =>
  loadConfig('/etc/kpi1/agent.yaml', Buffer.from(`${line}\ninstanceId: sip-01\n${tail}`), {});
const shown = ({ place, severity, rule }: Diagnostic) =>
  `${place?.line}:${place?.column} ${severity} ${rule}`;

describe('The bindings of a configuration', () => {
  it('read the HTTP service, its files seen from the folder of the configuration', () => {
    const { config, diagnostics } = load(
      `http: { listen: "0.0.0.0:8161", tls: { certFile: a.pem, keyFile: /k.pem, clientCaFile: ca.pem },
        credentials: [{ type: basic, user: ops, password: p }, { type: bearer, name: nms, token: abc }], maxBodySize: 64KB }`,
    );
    expect(diagnostics).to.deep.equal([]);
    expect(config?.http).to.deep.equal({
      listen: { host: '0.0.0.0', port: 8161 },
      tls: { certFile: '/etc/kpi1/a.pem', keyFile: '/k.pem', clientCaFile: '/etc/kpi1/ca.pem' },
      credentials: [
        { type: 'basic', user: 'ops', password: 'p' },
        { type: 'bearer', name: 'nms', token: 'abc' },
      ],
      maxBodySize: 64_000,
    });
  });

  it('have defaults: no HTTP, a week or a gigabyte of history, ten thousand reports that wait', () => {
    const { config } = load('notify: []');
    expect(config).to.not.have.property('http');
    expect(config?.store).to.deep.equal({ maxAge: 604_800, maxSize: 1_000_000_000, backlog: 10_000 });
    expect(load('http: { listen: 127.0.0.1:8161 }').config?.http).to.deep.equal({
      listen: { host: '127.0.0.1', port: 8161 },
      credentials: [],
      maxBodySize: 1_000_000,
    });
  });

  it('read the namespace of the messages, which may be none (O01)', () => {
    const namespaceOf = (line: string) => load(line).config?.xmlNamespace;
    expect(namespaceOf('notify: []')).to.equal('urn:kpi1:kpi-1:1');
    expect(namespaceOf('xmlNamespace: "https://example.net/kpi"')).to.equal('https://example.net/kpi');
    expect(namespaceOf('xmlNamespace: ""')).to.equal('');
  });

  it('read how much is stored', () => {
    const { config } = load('store: { maxAge: 12h, maxSize: 500MB, backlog: 5 }');
    expect(config?.store).to.deep.equal({ maxAge: 43_200, maxSize: 500_000_000, backlog: 5 });
    expect(load('store: { maxSize: 2000000 }').config?.store.maxSize).to.equal(2_000_000);
  });

  it('read HTTP targets, called after their URLs without the query unless they have names', () => {
    const { config, diagnostics } = load(
      `notify: [{ type: http, url: "https://oe.example/kpi1?key=k", caFile: ca.pem, certFile: c.pem, keyFile: k.pem, bearer: abc },
        { type: http, name: second, url: "http://127.0.0.1:8080/kpi1", basic: { user: u, password: p }, timeout: 3s }]`,
    );
    expect(diagnostics).to.deep.equal([]);
    expect(config?.httpTargets).to.deep.equal([
      {
        name: 'https://oe.example/kpi1',
        url: 'https://oe.example/kpi1?key=k',
        caFile: '/etc/kpi1/ca.pem',
        certFile: '/etc/kpi1/c.pem',
        keyFile: '/etc/kpi1/k.pem',
        credential: { type: 'bearer', name: 'https://oe.example/kpi1', token: 'abc' },
        timeoutMs: 10_000,
      },
      {
        name: 'second',
        url: 'http://127.0.0.1:8080/kpi1',
        credential: { type: 'basic', user: 'u', password: 'p' },
        timeoutMs: 3_000,
      },
    ]);
  });

  it('read FTP targets by the parameters of Table 12 (K77)', () => {
    const { config, diagnostics } = load(
      `notify: [${ftpWith({})}, ${ftpWith({ FTPServerIP: '2001:db8::1', FTPServerPort: 21, tls: true, caFile: 'ca.pem', timeout: '5s' })}]`,
    );
    expect(diagnostics).to.deep.equal([]);
    expect(config?.ftpTargets).to.deep.equal([
      { ...FTP, FTPServerPort: 2121, name: 'ftp://127.0.0.1:2121/in', tls: false, timeoutMs: 30_000 },
      {
        ...FTP,
        FTPServerIP: '2001:db8::1',
        FTPServerPort: 21,
        name: 'ftp://[2001:db8::1]:21/in',
        tls: true,
        caFile: '/etc/kpi1/ca.pem',
        timeoutMs: 5_000,
      },
    ]);
  });

  for (const parameter of Object.keys(FTP)) {
    it(`need ${parameter} of an FTP target, with a value (K77)`, () => {
      const { config, diagnostics } = load(`notify: [${ftpWith({ [parameter]: undefined })}]`);
      expect(config).to.equal(undefined);
      expect(diagnostics.map(shown)).to.deep.equal(['1:10 error FIELD-MISSING']);
      expect(diagnostics[0]?.message).to.contain(parameter);
      const empty = load(`notify: [${ftpWith({ [parameter]: '' })}]`).diagnostics;
      expect(empty.map(({ severity }) => severity)).to.include('error');
    });

    it(`take no second line for ${parameter}`, () => {
      const { config } = load(`notify: [${ftpWith({ [parameter]: '2121\r\nDELE x' })}]`);
      expect(config).to.equal(undefined);
    });
  }

  const subsets: readonly [what: string, line: string][] = [
    ['SNMP alone', 'notify: []'],
    ['HTTP alone', 'http: { listen: 127.0.0.1:8161 }\nsnmp: { listen: [] }'],
    ['reports over FTP alone', `notify: [${ftpWith({})}]\nsnmp: { listen: [] }`],
    ['reports over HTTP alone', 'notify: [{ type: http, url: "http://127.0.0.1/" }]\nsnmp: { listen: [] }'],
    ['traps alone', 'notify: [{ type: snmp, to: 127.0.0.1:162, community: public }]\nsnmp: { listen: [] }'],
  ];
  for (const [what, line] of subsets) {
    it(`may be ${what} (K37)`, () => {
      const tail = line.includes('snmp: {') ? TAIL.slice(0, TAIL.indexOf('snmp:')) : TAIL;
      const { config, diagnostics } = load(line, tail);
      expect(diagnostics).to.deep.equal([]);
      expect(config?.snmp.listen).to.have.length(what === 'SNMP alone' ? 1 : 0);
    });
  }

  const told: readonly [
    what: string,
    line: string,
    expected: readonly string[],
    tail?: string | undefined,
  ][] = [
    ['no binding at all (K37)', 'snmp: { listen: [] }', ['1:17 error CONFIG-BINDING'], TAIL.split('\n')[0]],
    ['HTTP for everybody', 'http: { listen: 0.0.0.0:8161 }', ['1:17 error CONFIG-OPEN']],
    [
      'credentials that are asked for unencrypted',
      'http: { listen: 192.0.2.1:8161, credentials: [{ type: bearer, name: n, token: t }] }',
      ['1:17 warning CONFIG-CLEARTEXT'],
    ],
    ['a namespace that is no URI (O01)', 'xmlNamespace: kpi', ['1:15 error FIELD-FORM']],
    ['a namespace with blanks', 'xmlNamespace: "urn:a b"', ['1:15 error FIELD-FORM']],
    [
      'a namespace that XML keeps to itself',
      'xmlNamespace: http://www.w3.org/2000/xmlns/',
      ['1:15 error FIELD-FORM'],
    ],
    ['HTTP on a name', 'http: { listen: localhost:8161 }', ['1:17 error CONFIG-ADDRESS']],
    [
      'two users of one name',
      'http: { listen: 127.0.0.1:1, credentials: [{ type: basic, user: u, password: p }, { type: basic, user: u, password: q }] }',
      ['1:104 error CONFIG-DUPLICATE'],
    ],
    [
      'a user with a colon',
      'http: { listen: 127.0.0.1:1, credentials: [{ type: basic, user: "u:v", password: p }] }',
      ['1:65 error FIELD-FORM'],
    ],
    [
      'a token with blanks',
      'http: { listen: 127.0.0.1:1, credentials: [{ type: bearer, name: n, token: "a b" }] }',
      ['1:76 error FIELD-FORM'],
    ],
    [
      'a certificate without its key',
      'http: { listen: 127.0.0.1:1, tls: { certFile: c } }',
      ['1:35 error FIELD-MISSING'],
    ],
    ['a size that is none', 'store: { maxSize: 1TB }', ['1:19 error FIELD-FORM']],
    ['a store that nothing fits into', 'store: { maxSize: 999999 }', ['1:19 error FIELD-RANGE']],
    ['a URL that is none', 'notify: [{ type: http, url: "http://[x" }]', ['1:29 error CONFIG-URL']],
    ['a URL with a password', 'notify: [{ type: http, url: "http://u:p@h/" }]', ['1:29 error CONFIG-URL']],
    [
      'two credentials of a target',
      'notify: [{ type: http, url: "https://h/", bearer: t, basic: { user: u, password: p } }]',
      ['1:51 error CONFIG-TARGET'],
    ],
    [
      'a target of a key alone',
      'notify: [{ type: http, url: "https://h/", keyFile: k }]',
      ['1:10 error CONFIG-TARGET'],
    ],
    [
      'certificates for plain HTTP',
      'notify: [{ type: http, url: "http://h/", caFile: c }]',
      ['1:50 error CONFIG-TARGET'],
    ],
    [
      'a token sent unencrypted',
      'notify: [{ type: http, url: "http://h/", bearer: t }]',
      ['1:10 warning CONFIG-CLEARTEXT'],
    ],
    [
      'two targets of one name',
      'notify: [{ type: http, name: a, url: "http://h/" }, { type: http, name: a, url: "http://i/" }]',
      ['1:73 error CONFIG-DUPLICATE'],
    ],
    [
      'two targets at one place',
      'notify: [{ type: http, url: "http://h/?a" }, { type: http, url: "http://h/?b" }]',
      ['1:46 error CONFIG-DUPLICATE'],
    ],
    [
      'FTP to another machine',
      `notify: [${ftpWith({ FTPServerIP: '192.0.2.1' })}]`,
      ['1:10 warning CONFIG-CLEARTEXT'],
    ],
    ['certificates for plain FTP', `notify: [${ftpWith({ caFile: 'c' })}]`, ['1:168 error CONFIG-TARGET']],
    [
      'an FTP server that is none',
      `notify: [${ftpWith({ FTPServerIP: '300.1.1.1' })}]`,
      ['1:38 error CONFIG-ADDRESS'],
    ],
    [
      'an FTP port that is none',
      `notify: [${ftpWith({ FTPServerPort: '70000' })}]`,
      ['1:66 error CONFIG-ADDRESS'],
    ],
    ['an FTP port out of range', `notify: [${ftpWith({ FTPServerPort: 0 })}]`, ['1:66 error FIELD-RANGE']],
  ];
  for (const [what, line, expected, tail] of told) {
    it(`with ${what} are told at the place, ${expected.join(' and ')}`, () => {
      const { config, diagnostics } = load(line, tail);
      expect(diagnostics.map(shown)).to.deep.equal(expected);
      expect(config === undefined).to.equal(expected.some((each) => each.includes('error')));
    });
  }

  it('are told of each file that is not there, at its place', () => {
    const folder = mkdtempSync(join(tmpdir(), 'kpi1-'));
    try {
      writeFileSync(join(folder, 'there.pem'), '');
      const text = `\
instanceId: sip-01
http: { listen: 127.0.0.1:8161, tls: { certFile: there.pem, keyFile: key.pem, clientCaFile: . } }
notify:
  - { type: snmp, to: 127.0.0.1:162, community: public }
  - ${ftpWith({ tls: true, caFile: 'ca.pem' })}
  - { type: http, url: "https://127.0.0.1/", certFile: there.pem, keyFile: client.pem }
${TAIL}`;
      const { diagnostics } = prepareConfig(join(folder, 'agent.yaml'), Buffer.from(text), {});
      const files = diagnostics
        .filter(({ rule }) => rule === 'CONFIG-FILE')
        .map(({ place, message }) => `${place?.line} ${message.split('/').at(-1)}`);
      expect(files).to.include.members([
        '2 key.pem does not exist.',
        `2 ${folder.split('/').at(-1)} is no file.`,
        '5 ca.pem does not exist.',
        '6 client.pem does not exist.',
      ]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
