import { expect } from 'chai';
import type { NotificationTarget } from '../../../../agent/snmp/notify/notification-target.ts';
import { targetGroups } from '../../../../agent/snmp/notify/target-groups.ts';
import { agent, PDU } from '../messages.ts';
import { AUTH_ONLY, OPEN, OPS } from '../usm/v3-peer.ts';

const TARGETS: readonly NotificationTarget[] = [
  {
    host: '192.0.2.1',
    port: 162,
    version: 'v2c',
    community: 'secret',
    inform: true,
    timeoutMs: 1500,
    retries: 5,
  },
  { host: '2001:db8::1', port: 1162, version: 'v3', user: OPS, inform: false },
  { host: 'nms.example', port: 162, version: 'v3', user: AUTH_ONLY, inform: true },
  { host: '192.0.2.2', port: 162, version: 'v3', user: OPEN, inform: false },
];

const TARGET = '1.3.6.1.6.3.12.1';
const NOTIFY = '1.3.6.1.6.3.13.1';
/** A name as an IMPLIED index. */
const index = (name: string) => [...Buffer.from(name)].join('.');
const [first, second, third, fourth] = [1, 2, 3, 4].map((n) => index(`notify.${n}`));
const octets = (text: string) => `04:${Buffer.from(text).toString('hex')}`;

/** Everything below an OID, `1.2.3 02:05` each. */
function walk(targets: readonly NotificationTarget[], root: string): string[] {
  const { ask } = agent({ subtrees: targetGroups(targets) });
  return ask(PDU.bulk, [root], { fields: [0, 200] }).varbinds.filter(
    (line) => line.startsWith(`${root}.`) && !line.endsWith(' 82:'),
  );
}

describe('SNMP-TARGET-MIB (RFC 3413)', () => {
  it('has the addresses of the targets that are configured, by IPv4, IPv6 and name', () => {
    const column = (n: number) =>
      walk(TARGETS, `${TARGET}.2.1.${n}`).map((line) => line.slice(TARGET.length + 5));
    expect(column(2)).to.deep.equal([
      `2.${first} 06:2b0601060101`,
      `2.${second} 06:2b06010201640102`,
      `2.${third} 06:2b0601020164010e`,
      `2.${fourth} 06:2b0601060101`,
    ]);
    expect(column(3)).to.deep.equal([
      `3.${first} 04:c000020100a2`,
      `3.${second} 04:20010db8000000000000000000000001048a`,
      `3.${third} ${octets('nms.example:162')}`,
      `3.${fourth} 04:c000020200a2`,
    ]);
    expect(column(4).map((line) => line.split(' ')[1])).to.deep.equal([
      '02:0096',
      '02:012c',
      '02:012c',
      '02:012c',
    ]);
    expect(column(5).map((line) => line.split(' ')[1])).to.deep.equal(['02:05', '02:03', '02:03', '02:03']);
  });

  it('leads from each address to its tag and to its parameters', () => {
    const { ask } = agent({ subtrees: targetGroups(TARGETS) });
    const columns = [6, 7, 8, 9].map((n) => `${TARGET}.2.1.${n}.${first}`);
    expect(ask(PDU.get, columns).varbinds.map((line) => line.split(' ')[1])).to.deep.equal([
      octets('inform'),
      octets('notify.1'),
      '02:05',
      '02:01',
    ]);
  });

  it('has model and level of each target, and names its user only where there is a key to it', () => {
    const { ask } = agent({ subtrees: targetGroups(TARGETS) });
    const rows = [first, second, third, fourth].map((row) => {
      const columns = [2, 3, 4, 5, 6, 7].map((n) => `${TARGET}.3.1.${n}.${row}`);
      return ask(PDU.get, columns).varbinds.map((line) => line.split(' ')[1]);
    });
    expect(rows).to.deep.equal([
      ['02:01', '02:02', octets(''), '02:01', '02:05', '02:01'],
      ['02:03', '02:03', octets('ops'), '02:03', '02:05', '02:01'],
      ['02:03', '02:03', octets('auth-only'), '02:02', '02:05', '02:01'],
      ['02:03', '02:03', octets(''), '02:01', '02:05', '02:01'],
    ]);
  });

  it('O17 nowhere shows a community, a passphrase or a user without a key', () => {
    const all = walk(TARGETS, '1.3.6.1.6.3').join();
    for (const secret of ['secret', 'passphrase', 'open']) {
      expect(all).to.not.include(Buffer.from(secret).toString('hex'));
    }
  });

  it('has a lock that nobody can take', () => {
    const { ask } = agent({ subtrees: targetGroups([]) });
    expect(ask(PDU.get, [`${TARGET}.1.0`]).varbinds).to.deep.equal([`${TARGET}.1.0 02:00`]);
    expect(ask(PDU.set, [`${TARGET}.1.0`])).to.include({ status: 17 });
  });

  it('has tables without rows where nothing is configured', () => {
    const { ask } = agent({ subtrees: targetGroups([]) });
    const names = [`${TARGET}.2.1.9.1`, `${TARGET}.3.1.7.1`, `${NOTIFY}.1.1.5.1`, `${TARGET}.2.1.10.1`];
    const found = ask(PDU.get, names).varbinds.map((line) => line.split(' ')[1]);
    expect(found).to.deep.equal(['81:', '81:', '81:', '80:']);
  });
});

describe('SNMP-NOTIFICATION-MIB (RFC 3413)', () => {
  it('has a row each for the traps and the informs that some target gets', () => {
    const [inform, trap] = [index('inform'), index('trap')];
    const rows = (targets: readonly NotificationTarget[]) =>
      walk(targets, `${NOTIFY}.1`).map((line) => line.slice(NOTIFY.length + 5));
    expect(rows(TARGETS)).to.deep.equal([
      `2.${inform} ${octets('inform')}`,
      `2.${trap} ${octets('trap')}`,
      `3.${inform} 02:02`,
      `3.${trap} 02:01`,
      `4.${inform} 02:05`,
      `4.${trap} 02:05`,
      `5.${inform} 02:01`,
      `5.${trap} 02:01`,
    ]);
    expect(rows(TARGETS.slice(1, 2)).map((line) => line.split(' ')[0])).to.deep.equal(
      [2, 3, 4, 5].map((column) => `${column}.${trap}`),
    );
  });
});
