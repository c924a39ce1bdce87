import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { type AddressInfo, createServer as createTcpServer } from 'node:net';
import { expect } from 'chai';
import { type Serving, type ServingOptions, startServing } from '../agent/http/serving.ts';
import { freePort } from '../interop/free-port.ts';
import { Folder } from './folder.ts';
import { run } from './run.ts';

describe('kpi1 oe at an instance over HTTP', () => {
  let folder: Folder;
  let serving: Serving;
  const start = async (options: ServingOptions = {}) => {
    serving = await startServing(options);
  };
  const oe = (...argv: string[]) => run('oe', ...argv, '--url', serving.url);
  beforeEach(() => {
    folder = new Folder();
  });
  afterEach(async () => {
    folder.remove();
    await serving.server.close();
  });

  it('K22 K31 K34 queries figures, and ends with 0', async () => {
    await start();
    expect(await oe('query', 'Ratio')).to.deep.equal({
      code: 0,
      out: 'NAME   VALUE\nRatio  98.76\n',
      err: '',
    });
    expect(serving.asked).to.deep.equal([['measurements', ['Ratio'], undefined]]);
  });

  it('O10 prints what was found, tells what is unknown, and ends with 1', async () => {
    await start();
    const { code, out, err } = await oe('query', 'Ratio', 'Session Establishment Ration', '--format', 'csv');
    expect([code, out.split('\n')[1]]).to.deep.equal([1, 'test-01,Ratio,,Ratio,98.76,,,,']);
    expect(err).to.equal(
      'kpi1: Session Establishment Ration is not known there; did you mean Session Establishment Ratio?\n',
    );
  });

  it('K12 asks for all KPIs of a data source, and names those that there are', async () => {
    await start();
    await oe('query', '--data-source', 'SIP server');
    const [, identifiers] = serving.asked[0] as [string, string[]];
    expect(identifiers).to.include('SIP-KPI-MIB::Session Establishment Ratio');
    expect(identifiers.every((identifier) => identifier.startsWith('SIP-KPI-MIB::'))).to.equal(true);
    const { code, err } = await oe('query', '--data-source', 'nobody');
    expect([code, err]).to.deep.equal([1, err]);
    expect(err).to.match(/No KPI is of the data source nobody\.\nremedy: There is .*SIP server/);
  });

  it('prints every problem where the instance refuses', async () => {
    await start();
    const { code, err } = await oe('config', 'set', 'reporting', 'interval=often', 'other=x');
    expect(code).to.equal(1);
    expect(err).to.contain(
      '/kpi1 answers 400:\n  interval: often is no number; write 60\n  other: x is no number',
    );
    const unknown = await oe('query', 'A', 'B');
    expect(unknown.code).to.equal(1);
    expect(unknown.err).to.match(
      /answers 404:\n {2}PMIdentifier: A is not known here.*\n {2}PMIdentifier: B is/,
    );
  });

  it('O01 asks under the namespace that is named, and reads answers under it', async () => {
    await start({ more: { namespace: 'https://example.net/kpi' } });
    const { code, err } = await oe('query', 'Ratio');
    expect([code, err]).to.deep.equal([1, err]);
    expect(err).to.contain('of the namespace').and.contain('--namespace');
    const under = await oe('query', 'Ratio', '--namespace', 'https://example.net/kpi');
    expect([under.code, under.err]).to.deep.equal([0, '']);
  });

  it('asks for history from one time to another', async () => {
    await start();
    const range = ['--from', '2026-11-21T12:00:00Z', '--to', '2026-11-21T13:00:00Z'];
    expect((await oe('query', 'Ratio', ...range)).code).to.equal(0);
    const [begin, end] = [Date.UTC(2026, 10, 21, 12), Date.UTC(2026, 10, 21, 13)];
    expect(serving.asked).to.deep.equal([['measurements', ['Ratio'], { begin, end }]]);
  });

  it('K20 tells from when on history goes on that does not fit into an answer', async () => {
    const items = [{ name: 'kpi1.next', value: '2026-11-21T12:30:00.000Z' }];
    const queryMeasurements = () => ({ found: [{ identifier: 'Ratio', items }], unknown: [] });
    await start({ service: { queryMeasurements } });
    const { code, err } = await oe('query', 'Ratio', '--history');
    expect([code, err]).to.deep.equal([
      0,
      'kpi1: there is more of Ratio than fits into one answer: ask again with --from 2026-11-21T12:30:00.000Z\n',
    ]);
  });

  it('K24 K34 reads configuration, alone and beside figures', async () => {
    await start();
    const table = 'INFO       NAME      VALUE\nreporting  interval  60\n';
    expect(await oe('config', 'get', 'reporting')).to.deep.equal({ code: 0, out: table, err: '' });
    expect((await oe('query', 'Ratio', '--config', 'reporting')).out).to.equal(
      `NAME   VALUE\nRatio  98.76\n${table}`,
    );
  });

  it('K33 sends a configuration command, whose values may have an equals sign', async () => {
    await start();
    const { code, out } = await oe('config', 'set', 'reporting', 'interval=30', '--oe-id', 'noc');
    expect([code, out]).to.deep.equal([0, 'reporting: 1 item applied.\n']);
    expect(serving.asked).to.deep.equal([
      ['configure', 'anonymous/noc', { identifier: 'reporting', items: [{ name: 'interval', value: '30' }] }],
    ]);
    await oe('config', 'set', 'reporting', 'formula=a==b');
    expect(serving.asked[1]![2]).to.deep.equal({
      identifier: 'reporting',
      items: [{ name: 'formula', value: 'a==b' }],
    });
  });

  it('K32 has measurements collected', async () => {
    await start();
    expect((await oe('collect', 'Ratio', '--config', 'reporting')).code).to.equal(0);
    expect(serving.asked).to.deep.equal([['collect', 'anonymous/kpi1-oe', 'reporting', ['Ratio']]]);
    const { code, err } = await oe('collect', 'Other', '--config', 'reporting');
    expect(code).to.equal(1);
    expect(err).to.contain('Other: it is not known; collect Ratio');
  });

  it('K47 takes no larger answer than it says', async () => {
    await start();
    const { code, err } = await oe('query', 'Large', '--max-size', '4096');
    expect(code).to.equal(1);
    expect(err).to.match(/answers 413:/);
    expect((await oe('query', 'Large')).code).to.equal(0);
  });

  it('shows its credentials, which are in files, and says what to do where they are wrong', async () => {
    const credentials = [
      { type: 'basic', user: 'noc', password: 'right' },
      { type: 'bearer', name: 'probe', token: 'a-token' },
    ] as const;
    await start({ config: { credentials } });
    writeFileSync(folder.at('right'), 'right\n');
    writeFileSync(folder.at('wrong'), 'wrong\n');
    writeFileSync(folder.at('token'), 'a-token\n');
    const withPassword = (file: string) =>
      oe('query', 'Ratio', '--user', 'noc', '--password-file', folder.at(file));
    expect((await withPassword('right')).code).to.equal(0);
    expect((await oe('query', 'Ratio', '--bearer-file', folder.at('token'))).code).to.equal(0);
    const wrong = await withPassword('wrong');
    expect(wrong.code).to.equal(1);
    expect(wrong.err).to.contain('answers 401').and.contain('remedy: Compare the user and password');
    expect((await oe('query', 'Ratio')).err).to.contain(
      'remedy: Give credentials: --user with --password-file',
    );
  });

  it('K42 K43 K44 K45 K46 K47 K48 sends the headers of 8.2.1.2', async () => {
    await start();
    let headers: Record<string, unknown> = {};
    const spy = createServer((request, response) => {
      headers = { ...request.headers, line: `${request.method} ${request.url} HTTP/${request.httpVersion}` };
      request.resume().once('end', () => response.writeHead(404).end());
    }).listen(0, '127.0.0.1');
    await once(spy, 'listening');
    const { port } = spy.address() as AddressInfo;
    const { code, err } = await run('oe', 'query', 'Ratio', '--url', `http://127.0.0.1:${port}/kpi1`);
    spy.close();
    expect(code).to.equal(1);
    expect(err).to.contain('answers 404.\nremedy: See that /kpi1 is the path of KPI-1');
    const { 'content-length': length, 'user-agent': agent, ...rest } = headers;
    expect(rest).to.deep.equal({
      line: 'POST /kpi1 HTTP/1.1',
      host: `127.0.0.1:${port}`,
      connection: 'keep-alive',
      accept: 'application/xml, multipart/mixed',
      'accept-encoding': 'gzip, deflate',
      'accept-language': 'en, *',
      'accept-msgsize': '67108864',
      'content-type': 'application/xml; charset=utf-8',
    });
    expect(Number(length)).to.be.greaterThan(100);
    expect(agent).to.match(/^kpi1-oe\/\d\S* kpi1\/\d\S*$/);
  });
});

describe('kpi1 oe where there is no such answer', () => {
  /** A server that does this with a connection once something has come. */
  const against = async (answer: string, ...argv: string[]) => {
    const server = createTcpServer((socket) => {
      socket.on('error', () => {}).once('data', () => socket.end(answer));
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const [scheme = 'http', ...more] = argv;
    const result = await run('oe', 'query', 'Ratio', '--url', `${scheme}://127.0.0.1:${port}/kpi1`, ...more);
    server.close();
    return result;
  };
  const ok = 'HTTP/1.1 200 OK\r\nContent-Type: application/xml\r\n';

  it('ends with 3, and says so, where nobody listens', async () => {
    const port = await freePort('tcp');
    const { code, err } = await run('oe', 'query', 'Ratio', '--url', `http://127.0.0.1:${port}/kpi1`);
    expect([code, err]).to.deep.equal([
      3,
      `kpi1: 127.0.0.1:${port} cannot be asked: nobody listens there.\n` +
        'remedy: See that the agent runs, and that http.listen is this address.\n',
    ]);
  });

  const cases: readonly (readonly [
    what: string,
    answer: string,
    scheme: string,
    code: number,
    said: RegExp,
  ])[] = [
    [
      'half an answer',
      `${ok}Content-Length: 100\r\n\r\n<half`,
      'http',
      3,
      /closed the connection amid its answer/,
    ],
    ['no answer at all', '', 'http', 3, /closed the connection/],
    ['another protocol', 'SSH-2.0-OpenSSH_9.2\r\n', 'http', 3, /it speaks no HTTP/],
    ['no TLS', 'HTTP/1.1 400 Bad Request\r\n\r\n', 'https', 3, /it speaks no TLS/],
    [
      'what is no XML',
      `${ok}Content-Length: 5\r\n\r\nhello`,
      'http',
      1,
      /cannot be used: it is no KPI-1 message/,
    ],
    ['nothing', `${ok}Content-Length: 0\r\n\r\n`, 'http', 1, /answers OEPMQueryRequest with nothing/],
    [
      'another message',
      `${ok}Content-Length: 34\r\n\r\n<OEConfigurationCmd OEID="a"/>    `,
      ...(['http', 1, /cannot be used: it is no KPI-1 message/] as const),
    ],
    [
      'a torn compression',
      `${ok}Content-Encoding: gzip\r\nContent-Length: 4\r\n\r\nabcd`,
      'http',
      1,
      /is no whole gzip/,
    ],
    [
      'a coding unknown here',
      `${ok}Content-Encoding: br\r\nContent-Length: 4\r\n\r\nabcd`,
      'http',
      1,
      /br is not read/,
    ],
    [
      'a page of a web server',
      'HTTP/1.1 500 Oops\r\nContent-Length: 4\r\n\r\noops',
      'http',
      1,
      /answers 500\./,
    ],
  ];
  for (const [what, answer, scheme, code, said] of cases) {
    it(`ends with ${code} where it gets ${what}`, async () => {
      const result = await against(answer, scheme);
      expect([result.code, result.out]).to.deep.equal([code, '']);
      expect(result.err)
        .to.match(said)
        .and.match(/\nremedy: /);
    });
  }

  it('stops where the answer becomes larger than it said it takes', async () => {
    const { code, err } = await against(
      `${ok}Content-Length: 9999\r\n\r\n${'x'.repeat(9999)}`,
      'http',
      '--max-size',
      '99',
    );
    expect(code).to.equal(1);
    expect(err).to.contain('larger than the 99 octets of --max-size');
  });
});

describe('kpi1 oe called wrongly', () => {
  const url = ['--url', 'http://127.0.0.1:1/kpi1'];
  const wrong: readonly (readonly [argv: readonly string[], said: RegExp])[] = [
    [['query'], /not said what to ask for/],
    [['query', 'A'], /not said which instance/],
    [['query', 'A', ...url, '--snmp', '127.0.0.1'], /not said which instance/],
    [['query', 'A', '--url', 'ftp://a/'], /no URL of http or https/],
    [['query', 'A', '--url', 'http://u:p@a/'], /Credentials do not go into --url/],
    [['query', 'A', ...url, '--from', 'noon'], /"noon" is no time/],
    [['query', 'A', ...url, '--from', '1h', '--to', '2h'], /ends before it begins/],
    [['query', 'A', ...url, '--timeout', '0s'], /0s is no time to wait/],
    [['query', 'A', ...url, '--max-size', '1k'], /1k is no size/],
    [['query', 'A', ...url, '--user', 'noc'], /The user has no password/],
    [['query', 'A', ...url, '--cert', 'a.pem'], /go together/],
    [['query', 'A', ...url, '--format', 'xml'], /Allowed choices are table, json, csv/],
    [['query', 'A', '--snmp', 'a:b:c'], /"a:b:c" is no address/],
    [['query', 'A', '--snmp', '127.0.0.1', '--user', 'u', '--auth', 'SHA-256'], /--auth has no passphrase/],
    [['config', 'set', 'reporting', 'interval', ...url], /"interval" is no item/],
    [['config', 'set', 'reporting', ...url], /missing required argument/],
    [['collect', 'A', ...url], /required option '--config <info>' not specified/],
    [['listen'], /not said where to listen/],
    [['calculate', '--reports', 'a', '--tolerance', 'x'], /x is no tolerance/],
    [['quary'], /unknown command 'quary'/],
  ];
  for (const [argv, said] of wrong) {
    it(`ends with 2: kpi1 oe ${argv.join(' ')}`, async () => {
      const { code, out, err } = await run('oe', ...argv);
      expect([code, out]).to.deep.equal([2, '']);
      expect(err).to.match(said);
    });
  }

  it('tells its commands, their options and exit codes', async () => {
    const { code, out } = await run('oe', '--help');
    expect(code).to.equal(0);
    for (const command of ['query', 'config', 'collect', 'listen', 'calculate']) {
      expect(out).to.match(new RegExp(`^ {2}${command} `, 'm'));
      const help = await run('oe', command, '--help');
      expect([help.code, help.err]).to.deep.equal([0, '']);
    }
    expect(out).to.contain('3 nobody answers');
    expect((await run('help', 'oe')).out).to.equal(out);
  });
});
