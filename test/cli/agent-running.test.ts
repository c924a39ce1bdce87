import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { expect } from 'chai';
import { createManager, type Manager } from '../agent/running/manager.ts';
import { eventually } from '../interop/eventually.ts';
import { freePort } from '../interop/free-port.ts';
import { startKpi1 } from '../interop/kpi1.ts';
import type { PeerProcess } from '../interop/peer-process.ts';
import { configOf, withHandler } from './agent-config.ts';
import { Folder } from './folder.ts';
import { run } from './run.ts';

/** kpi1InstanceId.0 below the enterprise number of the test's definitions. */
const INSTANCE_ID = '1.3.6.1.4.1.32473.1.1.1.1.0';

describe('kpi1 agent that runs', function () {
  this.timeout(60_000);
  let folder: Folder;
  let port: number;
  let running: PeerProcess;
  let manager: Manager;
  before(async () => {
    folder = new Folder();
    port = await freePort('udp');
    await run('build', folder.at('defs'), '--out', folder.at('out'));
    folder.write('agent.yaml', configOf(port));
    running = startKpi1('agent', '--config', folder.at('agent.yaml'));
    manager = createManager(port);
    await says('answers SNMP on');
  });
  after(async () => {
    manager.close();
    await running.kill();
    folder.remove();
  });

  const says = (text: string) =>
    eventually(`it says ${text}`, async () => running.output().includes(text) || undefined, 20_000);
  const instanceId = async () => String((await manager.get(INSTANCE_ID)).value);

  it('says what it serves, and the line that reads it', () => {
    const shown = running.output();
    expect(shown).to.contain(`sip-01 answers SNMP on 127.0.0.1:${port} and serves\n`);
    expect(shown).to.contain('  EXAMPLE-SIP-KPI-MIB: 3 KPIs from 5 measurements\n');
    const walk =
      /\n {2}snmpwalk -v2c -c public -M (\S+):(\S+) -m EXAMPLE-SIP-KPI-MIB:KPI1-MIB (\S+) exSipKpis\n/.exec(
        shown,
      );
    expect(walk?.[1]).to.match(/out\/mibs$/);
    expect(walk?.[2]).to.match(/net-snmp\/lib\/mibs$/);
    expect(walk?.[3]).to.equal(`127.0.0.1:${port}`);
  });

  it('answers', async () => {
    expect(await instanceId()).to.equal('sip-01');
  });

  it('goes on with the old configuration where SIGHUP finds errors in the new one', async () => {
    folder.write('agent.yaml', configOf(port).replace('every: 10s', 'every: never'));
    process.kill(running.pid, 'SIGHUP');
    await says('the new configuration has errors: the agent goes on with the old one');
    expect(running.output()).to.match(/agent\.yaml:12:12: error FIELD-FORM /);
    expect(await instanceId()).to.equal('sip-01');
  });

  it('goes on with the old configuration where SIGHUP finds none', async () => {
    folder.write('agent.yaml', '');
    process.kill(running.pid, 'SIGHUP');
    await says('error YAML-EMPTY');
    expect(await instanceId()).to.equal('sip-01');
  });

  it('starts with the old configuration again where the new one cannot be started', async () => {
    const taken = createSocket('udp4').bind(0, '127.0.0.1');
    await once(taken, 'listening');
    folder.write('agent.yaml', configOf(taken.address().port).replace('sip-01', 'sip-02'));
    process.kill(running.pid, 'SIGHUP');
    await says('the agent starts with the old one');
    expect(running.output()).to.contain('the port is in use');
    expect(await instanceId()).to.equal('sip-01');
    taken.close();
  });

  it('serves the new configuration after SIGHUP', async () => {
    folder.write('agent.yaml', configOf(port).replace('sip-01', 'sip-03'));
    process.kill(running.pid, 'SIGHUP');
    await says('sip-03 answers SNMP on');
    expect(await instanceId()).to.equal('sip-03');
  });

  it('survives what a handler lets slip, and says so', async () => {
    const slips = [
      'setTimeout(() => { throw new Error("slipped in a timer"); });',
      'Promise.reject("slipped away");',
    ];
    folder.write('slips.js', `${slips.join('\n')}\nexport default {};\n`);
    folder.write('agent.yaml', withHandler(configOf(port), 'slips.js'));
    process.kill(running.pid, 'SIGHUP');
    await says('slipped in a timer');
    await says('slipped away');
    await eventually('it answers', async () => (await instanceId()) === 'sip-01' || undefined);
  });

  it('ends with 0 on SIGTERM', async () => {
    process.kill(running.pid, 'SIGTERM');
    expect(await running.exited).to.equal(0);
    expect(running.output()).to.contain('"signal":"SIGTERM","msg":"stopping"');
  });
});
