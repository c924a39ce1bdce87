import { expect } from 'chai';
import { eventually } from './eventually.ts';
import { freePort } from './free-port.ts';
import { startKpi1 } from './kpi1.ts';
import {
  type Decoded,
  type Manager,
  netSnmpManager,
  startTrapReceiver,
  type TrapReceiver,
} from './net-snmp.ts';
import type { PeerProcess } from './peer-process.ts';
import { requirePeer } from './peers.ts';
import { completeReports, type ReceivedReport } from './pm-report.ts';
import { type Expected, expectedKpis, expectedMeasurements, type Traffic } from './sip/expected-kpis.ts';
import { type Kamailio, startKamailio } from './sip/kamailio.ts';
import { sumMessageCounts } from './sip/message-counts.ts';
import { runSipp } from './sip/sipp.ts';
import { buildSipSet, configureAgent, type Workspace } from './sip/workspace.ts';

const MODULE = 'SIP-KPI-MIB';
const RRD = 'SIP-KPI-MIB::sipKpiRRD.0';

/** 400 calls at 100 a second take four seconds; then comes the sample that sees the last of them. */
const FREQUENCY = '10s';
/** The agent's start and two intervals, on a slow machine. */
const PATIENCE_MS = 40_000;
const CALL_RATE = 50;

const NORTH = {
  ...{ answer: 127, 'status-302': 31, 'status-404': 8, 'status-486': 17 },
  ...{ 'status-500': 3, 'status-503': 9, 'status-600': 5 },
};
const SOUTH = {
  ...{ answer: 89, 'status-302': 11, 'status-408': 23, 'status-480': 41 },
  ...{ 'status-504': 7, 'status-603': 29 },
};
const USERS = { alice: 37, slow: 6, 'status-401': 5, 'status-403': 11, 'status-500': 2, 'status-503': 3 };

describe('the SIP KPIs on a live Kamailio, all the way from YAML to SNMP', function () {
  this.timeout(120_000);
  let workspace: Workspace | undefined;
  let kamailio: Kamailio;
  let receiver: TrapReceiver | undefined;
  let agent: PeerProcess | undefined;
  let manager: Manager;
  let traffic: Traffic;
  let registerDelays: readonly number[];
  let report: ReceivedReport;

  before(async function () {
    const programs = {
      kamailio: requirePeer(this, 'kamailio'),
      sipp: requirePeer(this, 'sipp'),
      snmpget: requirePeer(this, 'snmpget'),
      snmpwalk: requirePeer(this, 'snmpwalk'),
      snmptrapd: requirePeer(this, 'snmptrapd'),
    };
    workspace = await buildSipSet(FREQUENCY);
    const mibs = { folder: workspace.mibFolder, modules: [MODULE, 'KPI1-MIB'] };
    kamailio = await startKamailio(programs.kamailio);
    receiver = await startTrapReceiver(programs.snmptrapd, mibs);
    const port = await freePort('udp');
    await configureAgent(workspace, kamailio.metricsUrl, { snmp: port, notifications: receiver.port });
    agent = startKpi1('agent', '--config', workspace.agentConfiguration);
    manager = netSnmpManager(programs, port, mibs);
    await callWithinOneInterval(programs.sipp).catch((error) => {
      showPrograms();
      throw error;
    });
  });

  async function callWithinOneInterval(sipp: string): Promise<void> {
    const port = kamailio.sipPort;
    const earlier = await reportAfter(0);
    const [north, south, registrations] = await Promise.all([
      runSipp(sipp, { scenario: 'call', mix: NORTH, rate: CALL_RATE, from: '127.0.0.2', port }),
      runSipp(sipp, { scenario: 'call', mix: SOUTH, rate: CALL_RATE, from: '127.0.0.3', port }),
      runSipp(sipp, { scenario: 'register', mix: USERS, rate: 20, from: '127.0.0.1', port }),
    ]);
    const late = reports().some(({ sequence }) => sequence > earlier.sequence);
    if (late)
      throw new Error(`SIPp took longer than the interval of ${FREQUENCY}: its calls are in two reports`);
    traffic = {
      calls: sumMessageCounts([north.counts, south.counts]),
      trunks: { north: north.counts, south: south.counts },
      registrations: registrations.counts,
    };
    registerDelays = registrations.registerDelays;
    report = await reportAfter(earlier.sequence);
  }

  after(async () => {
    await agent?.stop();
    await receiver?.stop();
    await kamailio?.stop();
    await workspace?.remove();
  });
  afterEach(function () {
    if (this.currentTest?.isFailed()) showPrograms();
  });

  const showPrograms = () => {
    for (const program of [agent, receiver, kamailio]) console.log(program?.output());
  };
  const reports = () => (receiver ? completeReports(receiver, MODULE) : []);
  const reportAfter = (sequence: number) =>
    eventually(
      `a report after number ${sequence}`,
      async () => reports().find((candidate) => candidate.sequence > sequence),
      PATIENCE_MS,
    );
  const read = async (expected: Expected) => Object.fromEntries(await manager.get(...Object.keys(expected)));

  it('puts every outcome of a call into the traffic', () => {
    const { calls, registrations } = traffic;
    expect(calls.sent('INVITE')).to.equal(400 + 42); // 42 are redirected and call again
    for (const code of [200, 302, 404, 408, 480, 486, 500, 503, 504, 600, 603]) {
      expect(calls.received('INVITE', code), `INVITE answered ${code}`).to.be.above(0);
    }
    for (const code of [200, 401, 403, 500, 503]) {
      expect(registrations.received('REGISTER', code), `REGISTER answered ${code}`).to.be.above(0);
    }
  });

  it('K17 K30 K66 K70: snmpget reads every KPI by name, and each equals what SIPp counted', async () => {
    const expected = expectedKpis(traffic);
    expect(await read(expected)).to.deep.equal(expected);
  });

  it('K67 K70: snmpget reads every measurement by name, and each equals what SIPp counted', async () => {
    const expected = expectedMeasurements(traffic);
    expect(await read(expected)).to.deep.equal(expected);
  });

  it('K30: the registration delay is the mean of what Kamailio timed, and callers saw no less', async () => {
    const sum = (await kamailio.metrics()).get('kamailio_register_delay_microseconds_sum')!;
    const registered = traffic.registrations.received('REGISTER', 200);
    const rrd = (await manager.get(RRD)).get(RRD)!;
    expect(rrd).to.equal(`INTEGER: ${(sum / registered / 1000).toFixed(3)} milliseconds`);
    // SIPp's clock has whole milliseconds.
    const seen = registerDelays.reduce((total, delay) => total + delay + 1, 0) / registerDelays.length;
    expect(registerDelays).to.have.lengthOf(registered);
    expect(sum / registered / 1000).to.be.within((6 * 20) / registered, seen);
  });

  it('K65 K69: snmptrapd decodes the same figures in an inform', async () => {
    const kpis = expectedKpis(traffic);
    const measurements = expectedMeasurements(traffic);
    const figures = Object.fromEntries(
      [...report.objects].filter(([name]) => name.startsWith(`${MODULE}::`)),
    );
    expect(figures).to.include(kpis);
    expect(figures).to.include(measurements);
    expect(figures).to.include(Object.fromEntries(await manager.get(RRD)));
  });

  it('K69: each part of the report says whose it is, of which interval, and which part', () => {
    const about = (part: Decoded, name: string) => part.get(`KPI1-MIB::${name}.0`);
    for (const [at, part] of report.parts.entries()) {
      expect(about(part, 'kpi1InstanceId')).to.equal('STRING: sip-01.example');
      expect(about(part, 'kpi1ReportPart')).to.equal(`Gauge32: ${at + 1}`);
      expect(about(part, 'kpi1ReportBegin')).to.match(/^STRING: \d+-\d+-\d+,\d+:\d+:\d?0\.0,\+0:0$/);
      expect(about(part, 'kpi1ReportEnd')).to.match(/^STRING: \d+-\d+-\d+,\d+:\d+:\d?0\.0,\+0:0$/);
    }
  });

  describe('when Kamailio dies', () => {
    const NO_INSTANCE = 'No Such Instance currently exists at this OID';

    before(async () => {
      await kamailio.kill();
      const gone = async () => {
        const values = Object.values(await read(expectedKpis(traffic)));
        return values.every((value) => value === NO_INSTANCE) || undefined;
      };
      await eventually('every KPI is without a value', gone, PATIENCE_MS);
    });

    it('K66: the agent goes on answering, and names the source that is down', async () => {
      const instance = 'KPI1-MIB::kpi1InstanceId.0';
      expect((await manager.get(instance)).get(instance)).to.equal('STRING: sip-01.example');
      const status = await manager.walk('KPI1-MIB::kpi1SourceStatus');
      expect([...status.values()]).to.deep.equal(['INTEGER: down(2)']);
    });

    it('O22: kpi1KpiTable says of every KPI why it has no value', async () => {
      const names = await manager.walk('KPI1-MIB::kpi1KpiName');
      expect(names).to.have.lengthOf(9);
      const rows = [...names.keys()].map((name) => name.slice(name.indexOf('.')));
      for (const row of rows) {
        const reason = (await manager.get(`KPI1-MIB::kpi1KpiReason${row}`)).get(
          `KPI1-MIB::kpi1KpiReason${row}`,
        );
        expect(reason, `reason of ${names.get(`KPI1-MIB::kpi1KpiName${row}`)}`).to.contain(
          kamailio.metricsUrl,
        );
      }
    });
  });
});
