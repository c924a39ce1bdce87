import { expect } from 'chai';
import { NotificationBuilder } from '../../../agent/report/notification.ts';
import type { PmReport, ReportItem } from '../../../agent/report/pm-report.ts';
import { SnmpReportEncoder } from '../../../agent/report/snmp-report-encoder.ts';
import type { SnmpReportTarget } from '../../../agent/report/snmp-target.ts';
import { snmpReportTargets } from '../../../agent/report/snmp-targets.ts';
import type { NotificationTarget } from '../../../agent/snmp/notify/notification-target.ts';
import { Notifier } from '../../../agent/snmp/notify/notifier.ts';
import { FakeReceiver } from '../snmp/notify/fake-receiver.ts';

const BASE = [1, 3, 6, 1, 4, 1, 32473, 1];
const quiet = () => {};

function report(sequence: number, items: number): PmReport {
  const item = (n: number): ReportItem => ({
    ...{ name: `KPI ${n}`, text: `${n}`, oid: [...BASE, 99, n, 0] },
    value: { type: 'Integer32', value: n },
  });
  return {
    ...{ sequence, identifier: 'EXAMPLE-MIB', begin: new Date(0), end: new Date(10_000) },
    items: Array.from({ length: items }, (_, n) => item(n)),
  };
}

describe('A receiver of reports over SNMP', () => {
  let receiver: FakeReceiver;
  let notifier: Notifier;
  let encoder: SnmpReportEncoder;
  const never = new AbortController().signal;

  const informs = (more: object = {}): NotificationTarget => ({
    ...{ host: '127.0.0.1', port: receiver.port, version: 'v2c', community: 'public' },
    ...{ inform: true, timeoutMs: 50, retries: 0, ...more },
  });
  function open(...targets: NotificationTarget[]): SnmpReportTarget[] {
    notifier = new Notifier(targets, { sysUpTime: () => 100, log: { info: quiet, warn: quiet } });
    const notifications = new NotificationBuilder(BASE);
    encoder = new SnmpReportEncoder({ instanceId: 'sip-01', notifier, notifications, kept: targets.length });
    return snmpReportTargets(targets, notifier, encoder);
  }
  const failure = (delivered: Promise<void>) =>
    delivered.then(
      () => 'none',
      (error: Error) => error.message,
    );

  beforeEach(async () => {
    receiver = await FakeReceiver.listen();
  });
  afterEach(async () => {
    await notifier.close(0);
    receiver.close();
  });

  it('K69 has the report when every part of it is acknowledged', async () => {
    const [target] = open(informs({ timeoutMs: 10_000 }));
    let isDelivered = false;
    const delivered = target!.deliver(report(1, 300), never).then(() => {
      isDelivered = true;
    });
    const parts = encoder.countParts(report(1, 300));
    const arrived = await receiver.until(parts);
    expect(parts).to.be.greaterThan(3);
    for (const part of arrived.slice(1)) receiver.answer(part);
    await new Promise((resolve) => setImmediate(resolve));
    expect(isDelivered).to.equal(false);
    receiver.answer(arrived[0]!);
    await delivered;
    expect(Math.max(...arrived.map(({ datagram }) => datagram.length))).to.be.at.most(1400);
  });

  it('has a trap when it is sent: there is nothing to know beyond', async () => {
    const [target] = open(informs({ inform: false }));
    await target!.deliver(report(1, 300), never);
    await receiver.until(encoder.countParts(report(1, 300)));
  });

  it('says of what is not delivered where it was to go, why it is not, and what to do', async () => {
    const [target] = open(informs());
    expect(await failure(target!.deliver(report(1, 1), never))).to.equal(
      `127.0.0.1:${receiver.port}: no answer to 1 try; see that a receiver listens there and knows the community`,
    );
  });

  it('sends again only the parts that were not acknowledged, while the agent runs', async () => {
    const [target] = open(informs({ timeoutMs: 200 }));
    const parts = encoder.countParts(report(7, 300));
    const first = failure(target!.deliver(report(7, 300), never));
    for (const part of (await receiver.until(parts)).slice(0, -2)) receiver.answer(part);
    expect(await first).to.include('no answer');
    receiver.answerAll();
    await target!.deliver(report(7, 300), never);
    expect(receiver.arrived).to.have.length(parts + 2);
    await target!.deliver(report(8, 1), never);
    expect(receiver.arrived).to.have.length(parts + 3);
  });

  it('sends many parts in order, and a few at a time', async () => {
    const [target] = open(informs({ timeoutMs: 10_000 }));
    const delivered = target!.deliver(report(1, 5000), never);
    await receiver.until(32);
    expect(notifier.statistics[0]).to.include({ waiting: 0, outstanding: 32 });
    for (const part of [...receiver.arrived]) receiver.answer(part);
    receiver.answerAll();
    await delivered;
    const ids = receiver.arrived.map(({ requestId }) => requestId);
    expect(ids).to.deep.equal(ids.map((_, n) => ids[0]! + n));
    expect(ids).to.have.length(encoder.countParts(report(1, 5000)));
  });

  it('ends soon when told to, and does not take the report for delivered', async () => {
    const [target] = open(informs({ timeoutMs: 60_000 }));
    const abort = new AbortController();
    const delivered = failure(target!.deliver(report(1, 5000), abort.signal));
    await receiver.until(1);
    abort.abort();
    expect(await delivered).to.include('the agent stopped');
    expect(await failure(target!.deliver(report(1, 1), abort.signal))).to.not.equal('none');
  });

  it('is named by its address; several at one address are told apart', () => {
    const targets = open(informs(), informs({ community: 'other' }), informs({ host: '::1', port: 162 }));
    const address = `snmp://127.0.0.1:${receiver.port}`;
    expect(targets.map(({ name }) => name)).to.deep.equal([address, `${address}#2`, 'snmp://[::1]:162']);
  });

  it('gets what was encoded once for all', async () => {
    const [first, second] = open(informs(), informs());
    receiver.answerAll();
    const parts = encoder.encode(report(1, 10));
    await Promise.all([first!.deliver(report(1, 10), never), second!.deliver(report(1, 10), never)]);
    expect(encoder.encode(report(1, 10))).to.equal(parts);
    for (const sequence of [2, 3]) await encoder.encode(report(sequence, 1));
    expect(encoder.encode(report(1, 10))).to.not.equal(parts);
  });
});
