import { createRequire } from 'node:module';
import { expect } from 'chai';
import type { ListenOptions } from '../../../oe/listen/listen.ts';
import { BaseOids } from '../../../oe/snmp/base-oids.ts';
import { CALLS } from '../../agent/running/calls.ts';
import { compileModel } from '../../agent/running/running-agent.ts';
import { freePort } from '../../interop/free-port.ts';
import { startTestListener, type TestListener } from './listening.ts';

interface Sender {
  inform(trapOid: string, varbinds: object[], callback: (error: Error | null) => void): void;
  trap(trapOid: string, varbinds: object[], callback: (error: Error | null) => void): void;
  close(): void;
}
const snmp = createRequire(import.meta.url)('net-snmp') as {
  Version2c: number;
  ObjectType: Record<string, number>;
  createSession(host: string, community: string, options: object): Sender;
};

const model = compileModel({ 'calls.yaml': CALLS });
const base = new BaseOids(model.baseOid);
const trapOid = `${model.baseOid}.0.1`;
const figure = (name: string) => {
  const [{ kpis, measurements }] = model.modules as [(typeof model.modules)[0]];
  return [...kpis, ...measurements].find((each) => each.name === name)!.oid;
};
/** DateAndTime of 12:`minute` UTC. */
const time = (minute: number) => Buffer.from([0x07, 0xea, 11, 21, 12, minute, 0, 0, 0x2b, 0, 0]);

/** The objects of one part of a report over a minute. */
function part(sequence: number, number: number, parts: number, figures: object[]): object[] {
  const { OctetString, Gauge32 } = snmp.ObjectType;
  const text = (name: string, value: string | Buffer) => ({ oid: base.of(name), type: OctetString, value });
  const gauge = (name: string, value: number) => ({ oid: base.of(name), type: Gauge32, value });
  return [
    text('kpi1InstanceId', 'sip-01'),
    text('kpi1ReportIdentifier', 'EXAMPLE-CALL-KPI-MIB'),
    gauge('kpi1ReportSequence', sequence),
    gauge('kpi1ReportPart', number),
    gauge('kpi1ReportParts', parts),
    text('kpi1ReportBegin', time(sequence)),
    text('kpi1ReportEnd', time(sequence + 1)),
    ...figures,
  ];
}
const ratio = { oid: `${figure('Answer Ratio')}.0`, type: snmp.ObjectType['Integer32'], value: 9876 };
const attempts = {
  oid: `${figure('attempts')}.0`,
  type: snmp.ObjectType['Counter64'],
  value: Buffer.from('1234567890abcdef', 'hex'),
};
const north = {
  oid: `${figure('Trunk Load')}.5.110.111.114.116.104`,
  type: snmp.ObjectType['Integer32'],
  value: 4,
};

describe('Reports over SNMP', () => {
  let listener: TestListener;
  let sender: Sender | undefined;
  const start = async (more: Partial<ListenOptions> & { isPrinted?: boolean } = {}) => {
    // net-snmp takes 0 for 162.
    const options = { host: '127.0.0.1', port: await freePort('udp'), communities: ['noc'], model };
    listener = await startTestListener(() => ({ snmp: options, ...more }));
    connect();
  };
  const connect = (community = 'noc', timeout = 2000) => {
    disconnect();
    const options = { version: snmp.Version2c, trapPort: listener.listening.snmpPort, retries: 0, timeout };
    sender = snmp.createSession('127.0.0.1', community, options);
  };
  const disconnect = () => {
    sender?.close();
    sender = undefined;
  };
  /** Resolves when it is acknowledged, or with why not. */
  const inform = (varbinds: object[], oid = trapOid) =>
    new Promise<string>((resolve) => {
      sender!.inform(oid, varbinds, (error) => resolve(error ? error.name : 'acknowledged'));
    });
  const items = (at = 0) => listener.reports()[at]!.measurements[0]!.items;
  afterEach(async () => {
    disconnect();
    await listener.close();
  });

  it('K31 K69 are on disk when they are acknowledged, with the names and decimals of the model', async () => {
    await start();
    expect(await inform(part(1, 1, 1, [ratio, attempts, north]))).to.equal('acknowledged');
    const [report] = listener.reports();
    expect(report).to.deep.include({ via: 'snmp', instanceId: 'sip-01', sequence: 1 });
    expect(items()).to.deep.equal([
      { name: 'kpi1.sequence', value: '1' },
      { name: 'kpi1.begin', value: '2026-11-21T12:01:00.000Z' },
      { name: 'kpi1.end', value: '2026-11-21T12:02:00.000Z' },
      { name: 'kpi1.granularity', value: '60' },
      { name: 'Answer Ratio', value: '98.76' },
      { name: 'attempts', value: String(0x1234567890abcdefn) },
      { name: 'Trunk Load[north]', value: '4' },
    ]);
  });

  it('have OIDs for names without the model', async () => {
    const options = { host: '127.0.0.1', port: await freePort('udp'), communities: ['noc'] };
    await start({ snmp: options });
    await inform(part(1, 1, 1, [ratio]));
    expect(items()[4]).to.deep.equal({ name: ratio.oid, value: '9876' });
  });

  it('O26 are put together from their parts, which come in any order', async () => {
    await start();
    expect(await inform(part(1, 2, 2, [attempts]))).to.equal('acknowledged');
    expect(listener.reports()).to.deep.equal([]);
    expect(await inform(part(1, 1, 2, [ratio]))).to.equal('acknowledged');
    expect(
      items()
        .slice(4)
        .map(({ name }) => name),
    ).to.deep.equal(['Answer Ratio', 'attempts']);
  });

  it('K55 are whole although the receiver is started anew between two acknowledged parts', async () => {
    await start();
    await inform(part(1, 1, 2, [ratio]));
    await listener.restart();
    connect();
    await inform(part(1, 2, 2, [attempts]));
    expect(
      items()
        .slice(4)
        .map(({ name }) => name),
    ).to.deep.equal(['Answer Ratio', 'attempts']);
    await listener.restart();
    expect(listener.reports()).to.have.length(1);
  });

  it('K55 are kept once where they come again, and gaps are told', async () => {
    await start();
    for (const sequence of [1, 1, 3]) {
      await inform(part(sequence, 1, 2, [ratio]));
      await inform(part(sequence, 2, 2, [attempts]));
    }
    expect(listener.reports().map(({ sequence }) => sequence)).to.deep.equal([1, 3]);
    expect(listener.told).to.deep.equal([
      'sip-01: report 1 over snmp came again',
      'sip-01: report 3 over snmp came, and report 2 before it did not',
    ]);
  });

  it('K55 are not acknowledged where they cannot be kept, and are taken when they come again', async () => {
    let isFull = true;
    const kept: string[] = [];
    await start({
      isPrinted: true,
      print: (line) =>
        isFull ? Promise.reject(new Error('no space')) : Promise.resolve(void kept.push(line)),
    });
    connect('noc', 300);
    expect(await inform(part(1, 1, 2, [ratio]))).to.equal('acknowledged');
    expect(await inform(part(1, 2, 2, [attempts]))).to.equal('RequestTimedOutError');
    expect(listener.told).to.deep.equal(['a report of 127.0.0.1 cannot be kept: no space']);
    isFull = false;
    expect(await inform(part(1, 2, 2, [attempts]))).to.equal('acknowledged');
    expect(kept).to.have.length(1);
  });

  it('are not taken from a community that is not known', async () => {
    await start();
    connect('other', 300);
    expect(await inform(part(1, 1, 1, [ratio]))).to.equal('RequestTimedOutError');
    expect(listener.told[0]).to.contain('127.0.0.1: a notification is not taken').and.contain('community');
    expect(listener.reports()).to.deep.equal([]);
  });

  it('tell other notifications by their names', async () => {
    await start();
    const object = {
      oid: base.of('kpi1ThresholdKpi'),
      type: snmp.ObjectType['OctetString'],
      value: 'Answer Ratio',
    };
    expect(await inform([object], `${model.baseOid}.0.2`)).to.equal('acknowledged');
    expect(listener.told).to.deep.equal(['127.0.0.1: kpi1ThresholdRaised: kpi1ThresholdKpi = Answer Ratio']);
  });

  it('of which only parts came are told at the end', async () => {
    await start();
    await inform(part(4, 1, 3, [ratio]));
    await listener.restart();
    expect(listener.told).to.deep.equal(['sip-01: of report 4 only 1 of 3 parts came']);
  });
});
