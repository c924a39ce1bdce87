import { execFileSync, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import type { FtpTargetConfig } from '../../agent/config/config.ts';
import { createFtpTarget } from '../../agent/ftp/report-target.ts';
import type { PmReport } from '../../agent/report/pm-report.ts';
import type { ReportTarget, TargetMemory } from '../../agent/report/report-target.ts';
import { splitDocuments } from '../../messages/split-documents.ts';
import { decodeMessage } from '../../messages/xml/decode.ts';
import { KPI1_NAMESPACE } from '../../messages/xml/element-rules.ts';
import { eventually } from './eventually.ts';
import { type FtpDaemon, startFtpDaemon } from './ftp-daemon.ts';
import { type FtpProxy, startFtpProxy } from './ftp-proxy.ts';
import { findProgram, requirePeer } from './peers.ts';

const XSD = fileURLToPath(new URL('../../agent/http/kpi1.xsd', import.meta.url));
const FILE = 'C20261121.1200+0000-20261121.1300+0000_sip-01.xml';
const SILENT = { info() {}, warn() {}, error() {} };

function createMemory(): TargetMemory {
  let kept = '';
  return {
    get: () => kept,
    set: (text) => {
      kept = text;
    },
  };
}

/** A report of so many items, each some 50 octets of XML. */
function report(sequence: number, items = 2): PmReport {
  return {
    sequence,
    identifier: 'SIP-KPI-MIB',
    begin: new Date(Date.UTC(2026, 10, 21, 12, 0)),
    end: new Date(Date.UTC(2026, 10, 21, 12, 5)),
    items: Array.from({ length: items }, (_, i) => ({
      name: `trunkCalls[trunk ${i}]`,
      text: String(sequence * 1000 + i),
      oid: [1, 3, 6, 1],
      value: { type: 'Gauge32', value: i },
    })),
  };
}

describe('Reports over FTP to vsftpd', () => {
  let program: string;
  let daemon: FtpDaemon;
  let memory: TargetMemory;
  const targets: ReportTarget[] = [];
  const proxies: FtpProxy[] = [];

  before(function () {
    program = requirePeer(this, 'vsftpd');
  });
  beforeEach(async () => {
    daemon = await startFtpDaemon(program);
    memory = createMemory();
  });
  afterEach(async () => {
    await Promise.all(targets.splice(0).map((target) => target.close()));
    await Promise.all(proxies.splice(0).map((proxy) => proxy.close()));
    await daemon.stop();
  });

  const configOf = (changes: Partial<FtpTargetConfig> = {}): FtpTargetConfig => ({
    name: 'ftp',
    FTPServerIP: '127.0.0.1',
    FTPServerPort: daemon.port,
    InstanceID: 'sip-01',
    FTPUserName: daemon.user,
    FTPUserPasswd: daemon.password,
    FTPDir: daemon.folder,
    tls: false,
    timeoutMs: 5_000,
    ...changes,
  });
  const target = (changes?: Partial<FtpTargetConfig>, namespace: string = KPI1_NAMESPACE) => {
    const created = createFtpTarget(configOf(changes), { namespace, memory, log: SILENT });
    targets.push(created);
    return created;
  };
  const proxy = async () => {
    const started = await startFtpProxy(daemon.port);
    proxies.push(started);
    return started;
  };
  const deliver = (to: ReportTarget, what: PmReport) => to.deliver(what, new AbortController().signal);
  const failure = async (to: ReportTarget, what = report(1)): Promise<string> => {
    const message = await deliver(to, what).then(
      () => 'it was delivered',
      (error: Error) => error.message,
    );
    expect(message).to.not.contain(daemon.password);
    return message;
  };
  const content = (folder = daemon.folder) => readFileSync(join(folder, FILE));
  /** Sequence numbers of the whole documents of the file; what is torn is `torn`. */
  const sequences = (bytes: Buffer) =>
    splitDocuments(bytes).map((piece) => {
      if (piece.isTorn) return 'torn';
      const decoded = decodeMessage(piece.bytes);
      if (!decoded.ok || decoded.message.kind !== 'InstancePMReport')
        throw new Error(JSON.stringify(decoded));
      return decoded.message.measurements[0]?.items.find(({ name }) => name === 'kpi1.sequence')?.value;
    });

  it('are appended: the first makes the file, the second follows it (K74, K76, O14)', async () => {
    const ftp = target();
    await deliver(ftp, report(1));
    const first = content();
    await deliver(ftp, report(2));
    expect(readdirSync(daemon.folder)).to.deep.equal([FILE]);
    expect(content().subarray(0, first.length)).to.deep.equal(first);
    expect(sequences(content())).to.deep.equal(['1', '2']);
  });

  it('are of the namespace that is configured (O01)', async () => {
    await deliver(target({}, 'https://example.net/kpi'), report(1));
    expect(content().toString()).to.contain('<InstancePMReport xmlns="https://example.net/kpi" ');
  });

  it('go passive, in binary, by APPE, and nothing else is written (O15, K75)', async () => {
    await deliver(target(), report(1));
    const verbs = daemon.commands().map((command) => command.split(' ')[0]);
    expect(verbs).to.include.members(['EPSV', 'APPE', 'SIZE']).and.not.include.members(['STOR', 'PORT']);
    expect(daemon.commands()).to.include('TYPE I');
    expect(verbs.filter((verb) => verb === 'APPE')).to.have.length(1);
  });

  it('are InstancePMReports that the schema takes, after they have been split again (K75, O14)', async function () {
    const xmllint = requirePeer(this, 'xmllint');
    const ftp = target();
    await deliver(ftp, report(1));
    await deliver(ftp, report(2, 30));
    for (const { bytes } of splitDocuments(content())) {
      expect(Buffer.from(bytes).toString()).to.match(
        /^<\?xml [^>]*>\n<InstancePMReport .*InstanceID="sip-01"/,
      );
      const checked = spawnSync(xmllint, ['--noout', '--schema', XSD, '-'], {
        input: bytes,
        encoding: 'utf8',
      });
      expect(checked.stderr).to.equal('- validates\n');
    }
  });

  it('make their folder where it is missing, and say so where they cannot', async () => {
    const folder = join(daemon.folder, 'a', 'b');
    await deliver(target({ FTPDir: folder }), report(1));
    expect(sequences(content(folder))).to.deep.equal(['1']);
    writeFileSync(join(daemon.folder, 'file'), '');
    expect(await failure(target({ FTPDir: join(daemon.folder, 'file', 'b') }))).to.match(
      /^FTP server 127\.0\.0\.1:\d+: the folder \S+\/file\/b is not there and cannot be made: .*550/,
    );
  });

  it('are refused with a wrong password, which is not told (K77)', async () => {
    expect(await failure(target({ FTPUserPasswd: 'wrong-one' }))).to.match(
      /the login of anonymous was refused: check FTPUserName and FTPUserPasswd .*530/,
    );
    expect(await failure(target({ FTPUserPasswd: 'wrong-one' }))).to.not.contain('wrong-one');
  });

  it('are refused where the user may not append', async () => {
    await daemon.restart('write_enable=NO');
    expect(await failure(target())).to.match(/anonymous may not append to files in .*550 Permission denied/);
  });

  it('wait for a server that is gone, and come when it is back', async () => {
    const ftp = target();
    await deliver(ftp, report(1));
    await daemon.kill();
    expect(await failure(ftp, report(2))).to.match(/^FTP server 127\.0\.0\.1:\d+: /);
    expect(await failure(ftp, report(2))).to.match(/nothing listens there/);
    await daemon.start();
    await deliver(ftp, report(2));
    expect(sequences(content())).to.deep.equal(['1', '2']);
  });

  it('are completed after the server was killed in mid-transfer and started again (O14)', async () => {
    const large = report(2, 20_000);
    await deliver(target(), report(1));
    await daemon.restart('anon_max_rate=200000');
    const ftp = target();
    const failed = failure(ftp, large);
    const begun = content().length;
    await eventually('a part arrives', async () => (content().length > begun ? true : undefined));
    await daemon.kill();
    expect(await failed).to.match(/the connection broke while appending a report/);
    expect(sequences(content())).to.deep.equal(['1', 'torn']);
    await daemon.restart();
    await deliver(ftp, large);
    await deliver(ftp, report(3));
    expect(sequences(content())).to.deep.equal(['1', '2', '3']);
  });

  for (const octets of [0, 1, 5, 700, 70_000]) {
    it(`are completed by another process after ${octets} octets arrived (O14)`, async () => {
      const between = await proxy();
      await deliver(target({ FTPServerPort: between.port }), report(1));
      const whole = content();
      between.cutAfter(octets);
      await failure(target({ FTPServerPort: between.port }), report(2, 2_000));
      await eventually('the octets are there', async () =>
        (existing(daemon.folder) ?? 0) === whole.length + octets ? true : undefined,
      );
      // What a process that was killed had in mind is in the memory only.
      await deliver(target({ FTPServerPort: between.port }), report(2, 2_000));
      expect(sequences(content())).to.deep.equal(['1', '2']);
    });
  }

  it('that arrived before the process was killed are not sent again', async () => {
    await deliver(target(), report(1));
    const once = content();
    await deliver(target(), report(1));
    expect(content()).to.deep.equal(once);
  });

  it('are appended anew where the file was fetched and is gone', async () => {
    const between = await proxy();
    between.cutAfter(100);
    await failure(target({ FTPServerPort: between.port }));
    rmSync(join(daemon.folder, FILE));
    await deliver(target(), report(1));
    expect(sequences(content())).to.deep.equal(['1']);
  });

  it('need data connections, and say so where there are none', async () => {
    const between = await proxy();
    between.refuseData();
    expect(await failure(target({ FTPServerPort: between.port }))).to.match(
      /no data connection could be opened \(connect ECONNREFUSED [\d.:]+\): let its passive ports through/,
    );
  });

  it('end soon when they are aborted, and are completed later', async () => {
    await daemon.restart('anon_max_rate=200000');
    const large = report(1, 20_000);
    const stop = new AbortController();
    const ftp = target();
    const aborted = ftp.deliver(large, stop.signal).then(
      () => 'delivered',
      (error: Error) => error.name,
    );
    await eventually('a part arrives', async () => ((existing(daemon.folder) ?? 0) > 0 ? true : undefined));
    stop.abort();
    expect(await aborted).to.equal('AbortError');
    await daemon.restart();
    await deliver(ftp, large);
    expect(sequences(content())).to.deep.equal(['1']);
  });

  it('that meet a full disk say so, and are completed when there is room (O14)', async function () {
    const disk = join(daemon.folder, 'disk');
    mkdirSync(disk);
    const mount = findProgram('mount') ?? 'mount';
    if (spawnSync(mount, ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', disk]).status !== 0) {
      console.warn(`skipped: ${this.test?.fullTitle()} - needs root, to mount a small disk`);
      this.skip();
    }
    try {
      const ftp = target({ FTPDir: disk });
      const large = report(1, 4_000);
      expect(await failure(ftp, large)).to.match(
        /a report could not be written whole to \S+: its disk or the quota may be full; make room there/,
      );
      expect(sequences(content(disk))).to.deep.equal(['torn']);
      expect(await failure(ftp, large)).to.match(/may be full/);
      execFileSync(mount, ['-o', 'remount,size=4m', disk]);
      await deliver(ftp, large);
      expect(sequences(content(disk))).to.deep.equal(['1']);
    } finally {
      spawnSync(findProgram('umount') ?? 'umount', ['-l', disk]);
    }
  });

  describe('with TLS (O15)', () => {
    let folder: string;
    const tls = () => [
      ...['ssl_enable=YES', 'allow_anon_ssl=YES', 'force_anon_logins_ssl=YES', 'force_anon_data_ssl=YES'],
      ...[`rsa_cert_file=${join(folder, 'cert.pem')}`, `rsa_private_key_file=${join(folder, 'key.pem')}`],
      'ssl_ciphers=HIGH',
    ];
    before(function () {
      const openssl = requirePeer(this, 'openssl');
      folder = mkdtempSync(join(tmpdir(), 'kpi1-ftps-'));
      const request = [
        'req',
        '-x509',
        '-newkey',
        'rsa:2048',
        '-nodes',
        '-keyout',
        'key.pem',
        '-out',
        'cert.pem',
      ];
      const names = ['-subj', '/CN=ftp', '-addext', 'subjectAltName=IP:127.0.0.1'];
      execFileSync(openssl, [...request, ...names], { cwd: folder, stdio: 'ignore' });
    });
    after(() => {
      if (folder) rmSync(folder, { recursive: true });
    });

    it('go encrypted, several over one connection', async () => {
      await daemon.restart(...tls());
      const ftp = target({ tls: true, caFile: join(folder, 'cert.pem') });
      await deliver(ftp, report(1));
      await deliver(ftp, report(2, 2_000));
      await deliver(ftp, report(3));
      expect(sequences(content())).to.deep.equal(['1', '2', '3']);
      expect(daemon.commands()).to.include.members(['AUTH TLS', 'PROT P']);
    });

    it('are not sent to a server whose certificate nobody vouches for', async () => {
      await daemon.restart(...tls());
      expect(await failure(target({ tls: true }))).to.match(
        /its certificate is self-signed; name it in caFile/,
      );
      expect(readdirSync(daemon.folder)).to.deep.equal([]);
    });

    it('are an error where only one of the two wants it', async () => {
      expect(await failure(target({ tls: true }))).to.match(
        /it refuses TLS: enable FTPS there, or write tls: false/,
      );
      await daemon.restart(...tls());
      expect(await failure(target())).to.match(/it wants TLS: write tls: true/);
    });
  });

  it('do not wait for ever for a server that says nothing', async () => {
    const mute: Server = createServer().listen(0, '127.0.0.1');
    await once(mute, 'listening');
    const { port } = mute.address() as AddressInfo;
    try {
      expect(await failure(target({ FTPServerPort: port, timeoutMs: 100 }))).to.match(
        /no answer in time while connecting: see how it is, or raise `timeout`/,
      );
    } finally {
      mute.close();
    }
  });
});

/** The size of the file of reports; undefined where there is none. */
function existing(folder: string): number | undefined {
  return statSync(join(folder, FILE), { throwIfNoEntry: false })?.size;
}
