import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { expect } from 'chai';
import { freePort } from '../interop/free-port.ts';
import type { ScriptedAgent } from '../verify/scripted-agent.ts';
import { MODEL, oidOf, type Snapshot, serveSnapshot, takeSnapshot } from '../verify/verified-calls.ts';
import { Folder } from './folder.ts';
import { run } from './run.ts';

describe('kpi1 verify', function () {
  this.timeout(10_000);
  let snapshot: Snapshot;
  let agent: ScriptedAgent;
  let folder: Folder;
  let model: string;
  before(async () => {
    snapshot = await takeSnapshot();
  });
  beforeEach(async () => {
    agent = await serveSnapshot(snapshot);
    folder = new Folder();
    model = folder.write('model.json', JSON.stringify(MODEL));
  });
  afterEach(() => {
    agent.close();
    folder.remove();
  });
  const verify = (...more: string[]) =>
    run('verify', `127.0.0.1:${agent.port}`, '--model', model, '--timeout', '1s', ...more);
  /** What was served when the snapshot was taken is old by now. */
  const withoutAge = () => {
    for (const oid of [...agent.values.keys()]) {
      if (oid.startsWith(`${oidOf('kpi1KpiTime')}.`)) agent.values.delete(oid);
    }
  };

  it('ends with 0, and says how much there is, where nothing is wrong', async () => {
    withoutAge();
    const { code, out, err } = await verify('--module', 'EXAMPLE-CALL-KPI-MIB');
    expect([code, err]).to.deep.equal([0, '']);
    expect(out).to.match(/^EXAMPLE-CALL-KPI-MIB +8 +8 +11$/m);
    expect(out).to.contain(`127.0.0.1:${agent.port} is as the model says.`);
  });

  it('ends with 1, and says what was expected, what was seen and what to do', async () => {
    withoutAge();
    const { code, out } = await verify();
    expect(code).to.equal(1);
    expect(out.split('\n').slice(0, 4)).to.deep.equal([
      `error MODULE-MISSING EXAMPLE-BOX-KPI-MIB (${MODEL.modules.find(({ name }) => name === 'EXAMPLE-BOX-KPI-MIB')?.oid})`,
      '  expected: 4 objects',
      '  seen:     noSuchObject for each',
      '  remedy:   Have the agent serve it, or its view show it; --module checks the modules it is meant to serve.',
    ]);
    expect(out).to.contain(`127.0.0.1:${agent.port}: 1 error, 0 warnings.`);
  });

  it('prints JSON', async () => {
    for (const oid of agent.values.keys()) {
      const isTime = oid.startsWith(`${oidOf('kpi1KpiTime')}.`);
      if (isTime)
        agent.values.set(oid, { type: 'OCTET STRING', value: Buffer.from('07d10b150c000000', 'hex') });
    }
    const { code, out } = await verify('--format', 'json', '--module', 'EXAMPLE-CALL-KPI-MIB');
    const said = JSON.parse(out);
    expect(code).to.equal(1);
    expect(said).to.deep.include({ target: `127.0.0.1:${agent.port}`, warnings: 0 });
    expect(said.findings[0]).to.include({ rule: 'KPI-STALE', severity: 'error', module: 'KPI1-MIB' });
    expect(said.coverage[0]).to.deep.equal({
      ...{ module: 'EXAMPLE-CALL-KPI-MIB', objects: 8, seen: 8, instances: 11, withoutValue: {} },
    });
  });

  it('prints JUnit, a suite for each module and a case for each rule', async () => {
    withoutAge();
    agent.values.set(`${oidOf('exCallAnswerRatio')}.0`, { type: 'OCTET STRING', value: '<&\u0001' });
    const { out } = await verify('--format', 'junit', '--module', 'EXAMPLE-CALL-KPI-MIB');
    expect(out).to.match(
      /^<\?xml version="1.0" encoding="UTF-8"\?>\n<testsuites name="kpi1 verify" tests="\d+" failures="1">/,
    );
    expect(out).to.contain(
      '<testcase classname="EXAMPLE-CALL-KPI-MIB" name="TYPE-WRONG: A value has another type than its object">',
    );
    expect(out).to.contain('exCallAnswerRatio.0').and.to.not.contain('\u0001');
  });

  it('ends with 3 where nobody answers', async () => {
    const port = await freePort('udp');
    const { code, err } = await run('verify', `127.0.0.1:${port}`, '--model', model, '--timeout', '1s');
    expect(code).to.equal(3);
    expect(err).to.match(/^kpi1: 127.0.0.1:\d+ does not answer over SNMP.\nremedy: /);
  });

  it('ends with 2 where it is called wrongly', async () => {
    expect((await verify('--module', 'ANOTHER-MIB')).code).to.equal(2);
    expect((await verify('--listen', '127.0.0.1:0', '--for', 'long')).code).to.equal(2);
    const nowhere = await verify('--for', '5m');
    expect([nowhere.code, nowhere.err]).to.deep.equal([
      2,
      'kpi1: --for is for how long notifications are taken.\nremedy: Give --listen, too.\n',
    ]);
    expect((await verify('--format', 'xml')).code).to.equal(2);
    expect((await run('verify')).code).to.equal(2);
    expect((await run('verify', '1:2:3', '--model', model)).code).to.equal(2);
  });

  it('asks how long to listen where no module has KPIs, as none reports', async () => {
    const { code, err } = await verify('--module', 'KPI1-MIB', '--listen', '127.0.0.1:0');
    expect(code).to.equal(2);
    expect(err).to.equal(
      'kpi1: No module to verify has KPIs, so none reports.\nremedy: Say how long to listen: --for 5m.\n',
    );
  });

  it('refuses keys of no user, and a passphrase without its protocol', async () => {
    const file = folder.write('auth.secret', 'a long passphrase\n');
    const keysAlone = await verify('--auth', 'SHA-256', '--auth-file', file);
    expect([keysAlone.code, keysAlone.err]).to.deep.equal([
      2,
      'kpi1: Keys are those of a user, and none is named.\nremedy: Give --user, too.\n',
    ]);
    const noProtocol = await verify('--user', 'ops', '--auth-file', file);
    expect(noProtocol.code).to.equal(2);
    expect(noProtocol.err).to.match(
      /^kpi1: The protocol of --auth-file is not said\.\nremedy: Give --auth, too/,
    );
  });

  it('ends with 1 where the address to listen on is in use', async () => {
    const socket = createSocket('udp4').bind(0, '127.0.0.1');
    await once(socket, 'listening');
    const { code, err } = await verify('--listen', `127.0.0.1:${socket.address().port}`);
    socket.close();
    expect(code).to.equal(1);
    expect(err).to.match(/^kpi1: Notifications cannot be received: bind EADDRINUSE/m);
  });
});
