import { execFile } from 'node:child_process';
import { dirname, join } from 'node:path';
import { expect } from 'chai';
import { createCounters } from '../../agent/snmp/counters.ts';
import { Dispatcher } from '../../agent/snmp/dispatch.ts';
import { snmpGroup } from '../../agent/snmp/snmp-group.ts';
import { systemGroup } from '../../agent/snmp/system-group.ts';
import { UdpListener } from '../../agent/snmp/udp-listener.ts';
import { ValueIndex } from '../../agent/snmp/value-index.ts';
import { View } from '../../agent/snmp/view.ts';
import { requirePeer } from './peers.ts';

const ROWS = 300;
const ENTRY = [1, 3, 6, 1, 4, 1, 32473, 1, 1];

/** What stands below ENTRY, as Net-SNMP prints it with -OnQe: a column of each type. */
const columns = [
  (row: number) => ({ value: { type: 'Integer32', value: -row } as const, printed: `${-row}` }),
  (row: number) => ({
    value: { type: 'OCTET STRING', value: `row ${row}` } as const,
    printed: `"row ${row}"`,
  }),
  (row: number) => ({
    value: { type: 'Counter64', value: 2n ** 40n + BigInt(row) } as const,
    printed: `${2 ** 40 + row}`,
  }),
  () => ({
    value: { type: 'IpAddress', value: new Uint8Array([192, 0, 2, 1]) } as const,
    printed: '192.0.2.1',
  }),
];

function publishTable(index: ValueIndex): string[] {
  const lines: string[] = [];
  columns.forEach((column, i) => {
    index.declare([...ENTRY, i + 1]);
    for (let row = 1; row <= ROWS; row++) {
      const oid = [...ENTRY, i + 1, row * 60];
      const { value, printed } = column(row);
      index.publish(index.open(oid), value);
      lines.push(`.${oid.join('.')} = ${printed}`);
    }
  });
  // Not the last of the tree, where walks end with one more line.
  index.publish(index.open([1, 3, 6, 1, 4, 1, 32473, 2, 0]), { type: 'Integer32', value: 0 });
  return lines;
}

interface Run {
  code: number;
  lines: string[];
  stderr: string;
}

function run(program: string, args: readonly string[]): Promise<Run> {
  return new Promise((resolve) => {
    execFile(program, args, { maxBuffer: 1 << 24 }, (error, stdout, stderr) => {
      const code = typeof error?.code === 'number' ? error.code : 0;
      resolve({ code, lines: stdout.split('\n').filter(Boolean), stderr });
    });
  });
}

for (const host of ['127.0.0.1', '::1']) {
  describe(`Net-SNMP's tools on ${host}`, () => {
    let listener: UdpListener | undefined;
    let lines: string[];
    let folder: string;

    before(async function () {
      folder = dirname(requirePeer(this, 'snmpget'));
      const index = new ValueIndex();
      lines = publishTable(index);
      const counters = createCounters();
      const system = systemGroup(
        {
          sysDescr: 'interop',
          sysObjectID: '1.3.6.1.4.1.32473.1',
          sysContact: '',
          sysName: 'sip-01',
          sysLocation: '',
          resources: [{ sysORID: '1.3.6.1.6.3.1', sysORDescr: 'SNMPv2-MIB' }],
        },
        () => 100,
      );
      const view = new View(
        { include: [[1, 3]], exclude: [[...ENTRY, 9]] },
        { index, subtrees: [system, snmpGroup(counters, false)] },
      );
      const communities = [{ name: 'public', from: ['127.0.0.0/8', '::1'], view }];
      const dispatcher = new Dispatcher({ communities, counters });
      try {
        listener = await UdpListener.open({ host, port: 0 }, (datagram, address, writer) =>
          dispatcher.answer(datagram, address, writer),
        );
      } catch {
        console.warn(`skipped: this machine has no ${host}`);
        this.skip();
      }
    });

    after(() => listener?.close());

    /** Runs one of Net-SNMP's programs, which come in one package and lie in one folder. */
    function tool(
      name: string,
      version: string,
      options: readonly string[],
      operands: readonly string[],
    ): Promise<Run> {
      const target = host.includes(':') ? `udp6:[${host}]` : `udp:${host}`;
      const common = [`-v${version}`, '-c', 'public', '-r1', '-t5', '-OnQe', '-m', ''];
      const address = `${target}:${listener?.endpoint.port}`;
      return run(join(folder, name), [...common, ...options, address, ...operands]);
    }
    const table = ENTRY.join('.');

    it('K70 K73 snmpbulkwalk and snmpwalk -v2c see the whole table', async () => {
      for (const [name, options] of [
        ['snmpbulkwalk', ['-Cr50']],
        ['snmpbulkwalk', ['-Cr1000']],
        ['snmpwalk', []],
      ] as const) {
        const { code, lines: seen, stderr } = await tool(name, '2c', options, [table]);
        expect([code, stderr]).to.deep.equal([0, '']);
        expect(seen).to.deep.equal(lines);
      }
    });

    it('O18 snmpwalk -v1 sees all of it but Counter64s', async () => {
      const { code, lines: seen, stderr } = await tool('snmpwalk', '1', [], [table]);
      expect([code, stderr]).to.deep.equal([0, '']);
      expect(seen).to.deep.equal(lines.filter((line) => !line.startsWith(`.${table}.3.`)));
    });

    it('walks everything there is, with each OID larger than the one before', async () => {
      const { code, lines: seen } = await tool('snmpbulkwalk', '2c', [], ['.1']);
      expect(code).to.equal(0);
      expect(seen.length).to.equal(8 + 3 + 8 + ROWS * columns.length + 1 + 1);
      expect(seen.at(-1)).to.contain('No more variables left in this MIB View');
    });

    it('K66 snmpget and snmpgetnext read one value, in v1 and v2c', async () => {
      for (const version of ['1', '2c']) {
        const get = await tool('snmpget', version, [], [`${table}.2.60`]);
        expect([get.code, get.lines]).to.deep.equal([0, [`.${table}.2.60 = "row 1"`]]);
        const next = await tool('snmpgetnext', version, [], [`${table}.2.61`]);
        expect([next.code, next.lines]).to.deep.equal([0, [`.${table}.2.120 = "row 2"`]]);
      }
    });

    it('tells a missing instance from a missing object', async () => {
      const instance = await tool('snmpget', '2c', [], [`${table}.1.61`]);
      expect(instance.lines.join()).to.contain('No Such Instance currently exists');
      const object = await tool('snmpget', '2c', [], [`${table}.7.60`]);
      expect(object.lines.join()).to.contain('No Such Object available');
      const v1 = await tool('snmpget', '1', [], [`${table}.1.61`]);
      expect([v1.code, v1.stderr.includes('noSuchName')]).to.deep.equal([2, true]);
    });

    it('K72 snmpset is refused: notWritable, in v1 noSuchName', async () => {
      const assignment = ['1.3.6.1.2.1.1.4.0', 's', 'me'];
      const v2c = await tool('snmpset', '2c', [], assignment);
      expect([v2c.code, v2c.stderr.includes('notWritable')]).to.deep.equal([2, true]);
      const v1 = await tool('snmpset', '1', [], assignment);
      expect([v1.code, v1.stderr.includes('noSuchName')]).to.deep.equal([2, true]);
    });

    it('gives an unknown community no answer', async () => {
      const { code, stderr } = await tool(
        'snmpget',
        '2c',
        ['-c', 'private', '-r0', '-t1'],
        [`${table}.2.60`],
      );
      expect([code, stderr.includes('Timeout')]).to.deep.equal([1, true]);
    });
  });
}
