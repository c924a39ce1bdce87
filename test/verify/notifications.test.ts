import { createSocket } from 'node:dgram';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect } from 'chai';
import { BaseOids } from '../../oe/snmp/base-oids.ts';
import { Expectation } from '../../verify/expected.ts';
import { Findings } from '../../verify/finding.ts';
import { NotificationCheck } from '../../verify/notifications/check-notification.ts';
import { checkNotifications } from '../../verify/notifications/check-notifications.ts';
import type { Seen } from '../../verify/probe.ts';
import { VERIFY_RULES } from '../../verify/rules.ts';
import type { SmiType } from '../../verify/seen-value.ts';
import { freePort } from '../interop/free-port.ts';
import { briefly, CALLS_ONLY, MODEL, oidOf } from './verified-calls.ts';

const OIDS = new BaseOids(MODEL.baseOid);

const seen = (oid: string, smi: SmiType, value: unknown): Seen => ({ oid, type: 0, smi, value });
const text = (name: string, value: string) => seen(OIDS.of(name), 'OCTET STRING', Buffer.from(value));
const number = (name: string, value: number) => seen(OIDS.of(name), 'Unsigned32', value);
const time = (name: string) =>
  seen(OIDS.of(name), 'OCTET STRING', Buffer.from([0x07, 0xea, 11, 21, 12, 0, 20, 0, 0x2b, 0, 0]));

/** A notification with these objects behind what begins every one. */
const notification = (arc: number, objects: readonly Seen[]): Seen[] => [
  seen('1.3.6.1.2.1.1.3.0', 'TimeTicks', 4711),
  seen('1.3.6.1.6.3.1.1.4.1.0', 'OBJECT IDENTIFIER', `${MODEL.baseOid}.0.${arc}`),
  ...objects,
];

interface Part {
  readonly sequence?: number;
  readonly part?: number;
  readonly parts?: number;
  readonly module?: string;
  readonly items?: readonly Seen[];
}

const report = ({ sequence = 1, part = 1, parts = 1, module = 'EXAMPLE-CALL-KPI-MIB', items }: Part = {}) =>
  notification(1, [
    text('kpi1InstanceId', 'sip-01'),
    text('kpi1ReportIdentifier', module),
    number('kpi1ReportSequence', sequence),
    number('kpi1ReportPart', part),
    number('kpi1ReportParts', parts),
    time('kpi1ReportBegin'),
    time('kpi1ReportEnd'),
    ...(items ?? [RATIO]),
  ]);
const RATIO = seen(`${oidOf('exCallAnswerRatio')}.0`, 'Integer32', 9876);
const ATTEMPTS = seen(`${oidOf('exCallAttempts')}.0`, 'Counter64', Buffer.from([1]));

describe('kpi1 verify at notifications', () => {
  let findings: Findings;
  let check: NotificationCheck;
  beforeEach(() => {
    findings = new Findings();
    check = new NotificationCheck({
      ...{ findings, modules: CALLS_ONLY },
      expectation: new Expectation(MODEL, CALLS_ONLY),
    });
  });
  const rules = () => [...new Set(findings.all().map(({ rule }) => rule))];

  it('O22 finds nothing in a report in two parts, also where one comes again', () => {
    check.take(report({ parts: 2 }));
    check.take(report({ parts: 2 }));
    expect([...check.reported]).to.deep.equal([]);
    check.take(report({ part: 2, parts: 2, items: [ATTEMPTS] }));
    expect(findings.all()).to.deep.equal([]);
    expect([...check.reported]).to.deep.equal(['EXAMPLE-CALL-KPI-MIB']);
  });

  it('says NOTIFICATION-UNKNOWN for one that is not defined, and leaves others in peace', () => {
    expect(check.take(notification(99, []))).to.equal(true);
    expect(rules()).to.deep.equal(['NOTIFICATION-UNKNOWN']);
    const foreign = seen('1.3.6.1.6.3.1.1.4.1.0', 'OBJECT IDENTIFIER', '1.3.6.1.4.1.8072.4.0.2');
    expect(check.take([...notification(1, []).slice(0, 1), foreign])).to.equal(false);
    expect(findings.all()).to.have.length(1);
  });

  it('says NOTIFICATION-OBJECTS where they are others, in another order, or not sysUpTime.0 first', () => {
    const [upTime, trap, first, second, ...others] = report() as [Seen, Seen, Seen, Seen, ...Seen[]];
    check.take([upTime, trap, second, first, ...others]);
    check.take(report().slice(0, 5));
    check.take(report().slice(1));
    expect(rules()).to.deep.equal(['NOTIFICATION-OBJECTS']);
    expect(findings.all()[0]?.seen).to.match(/^kpi1ReportIdentifier, kpi1InstanceId, /);
    expect(findings.all()).to.have.length(3);
  });

  it('checks the values of its objects, and of what it reports', () => {
    check.take(report({ part: 1, parts: 0 }));
    check.take(
      report({
        sequence: 2,
        items: [
          { ...RATIO, value: 10_001 },
          { ...ATTEMPTS, smi: 'Counter32' },
        ],
      }),
    );
    expect(briefly(findings.all())).to.include.members([
      'VALUE-RANGE kpi1ReportParts.0',
      'VALUE-RANGE exCallAnswerRatio.0',
      'TYPE-WRONG exCallAttempts.0',
    ]);
  });

  it('says REPORT-PARTS where parts do not fit each other', () => {
    check.take(report({ part: 3, parts: 2 }));
    check.take(report({ sequence: 5, part: 1, parts: 2 }));
    check.take(report({ sequence: 5, part: 2, parts: 3, items: [ATTEMPTS] }));
    expect(rules()).to.deep.equal(['REPORT-PARTS']);
    expect(findings.all()).to.have.length(2);
  });

  it('says REPORT-OBJECT for what is not of the module, twice in it, or of no module', () => {
    check.take(report({ items: [seen('1.3.6.1.2.1.1.5.0', 'OCTET STRING', Buffer.from('a'))] }));
    check.take(report({ sequence: 2, items: [RATIO, RATIO] }));
    check.take(report({ sequence: 3, module: 'ANOTHER-MIB' }));
    expect(rules()).to.deep.equal(['REPORT-OBJECT']);
    expect(findings.all()).to.have.length(3);
  });

  it('says NOTIFICATION-NONE where no report came', async () => {
    const listening = await checkNotifications({
      ...{ host: '127.0.0.1', port: await freePort('udp'), community: 'public', durationMs: 20 },
      ...{ findings, modules: CALLS_ONLY, expectation: new Expectation(MODEL, CALLS_ONLY) },
    });
    expect(await listening.finished()).to.equal(0);
    listening.close();
    expect(rules()).to.deep.equal(['NOTIFICATION-NONE']);
  });

  it('waits for no report of a module without KPIs, as no interval of it ends', async () => {
    const modules = CALLS_ONLY.map((module) => ({ ...module, kpis: [] }));
    const listening = await checkNotifications({
      ...{ host: '127.0.0.1', port: await freePort('udp'), community: 'public', durationMs: 20 },
      ...{ findings, modules, expectation: new Expectation(MODEL, modules) },
    });
    expect(await listening.finished()).to.equal(0);
    listening.close();
    expect(findings.all()).to.deep.equal([]);
  });

  it('waits for longer than one timer can', async () => {
    const warnings: string[] = [];
    const warned = ({ name }: Error) => warnings.push(name);
    process.on('warning', warned);
    const listening = await checkNotifications({
      ...{ host: '127.0.0.1', port: await freePort('udp'), community: 'public', durationMs: 2 ** 31 },
      ...{ findings, modules: CALLS_ONLY, expectation: new Expectation(MODEL, CALLS_ONLY) },
    });
    await nextTurn();
    process.off('warning', warned);
    listening.close();
    expect(warnings).to.deep.equal([]);
  });

  it('says why messages were not taken, whatever octets they are, where no report came', async () => {
    const port = await freePort('udp');
    const listening = await checkNotifications({
      ...{ host: '127.0.0.1', port, community: 'public', durationMs: 200, user: { name: 'ops' } },
      ...{ findings, modules: CALLS_ONLY, expectation: new Expectation(MODEL, CALLS_ONLY) },
    });
    const socket = createSocket('udp4');
    // A message of SNMPv2c with an empty trap, cut and changed octet by octet.
    const message = Buffer.from('301b02010104067075626c6963a70e0201010201000201003003300130', 'hex');
    const send = (octets: Uint8Array) =>
      new Promise((resolve) => socket.send(octets, port, '127.0.0.1', resolve));
    for (let at = 0; at < message.length; at++) {
      await send(message.subarray(0, at));
      for (const octet of [0, 0x80, 0xff]) {
        const changed = Buffer.from(message);
        changed[at] = octet;
        await send(changed);
      }
    }
    await listening.finished();
    listening.close();
    socket.close();
    const none = findings.all().find(({ rule }) => rule === 'NOTIFICATION-NONE');
    expect(none?.seen).to.match(/^none in 0.2s; [1-9]\d* messages not taken: ./);
  });

  it('has a test for every rule of notifications', () => {
    const known = Object.keys(VERIFY_RULES).filter((rule) => /^(NOTIFICATION|REPORT)-/.test(rule));
    expect(known).to.have.members([
      'NOTIFICATION-NONE',
      'NOTIFICATION-UNKNOWN',
      'NOTIFICATION-OBJECTS',
      'REPORT-PARTS',
      'REPORT-OBJECT',
    ]);
  });
});
