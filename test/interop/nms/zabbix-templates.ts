import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { eventually } from '../eventually.ts';
import { freePort } from '../free-port.ts';
import { requirePeer } from '../peers.ts';
import { startTrapDaemon, type TrapDaemon } from '../trap-daemon.ts';
import { type ServedCalls, serveCalls } from './served-calls.ts';
import { startZabbixServer, type ZabbixPrograms, type ZabbixServer } from './zabbix-server.ts';

/** Zabbix asks every ten seconds, after it has read what to ask for. */
const PATIENCE_MS = 30_000;
/** The web API takes much of a processor for each answer. */
const BETWEEN_MS = 500;
/** A task that is to be done at once. */
const CHECK_NOW = 6;
const SNMP_INTERFACE = 2;

interface Item {
  readonly itemid: string;
  readonly name: string;
  readonly lastvalue: string;
  readonly lastclock: string;
  readonly units: string;
}

/** What tests of both versions differ in. */
export interface ZabbixVersion {
  readonly version: '6.0' | '7.0';
  /** What an import calls the groups of templates. */
  readonly groups: string;
  /** Skips the suite where they are missing. */
  programs(context: Mocha.Context): ZabbixPrograms;
}

export function describeZabbix({ version, groups, programs }: ZabbixVersion): void {
  describe(`nms/zabbix-${version}: Zabbix server ${version} imports our templates and watches our agent`, function () {
    this.timeout(120_000);
    let calls: ServedCalls | undefined;
    let zabbix: ZabbixServer | undefined;
    let daemon: TrapDaemon | undefined;
    let hostids: string[] = [];

    before(async function () {
      requirePeer(this, 'pg_ctlcluster');
      const found = programs(this);
      const snmptrapd = requirePeer(this, 'snmptrapd');
      const port = await freePort('udp');
      zabbix = await startZabbixServer(found);
      calls = await serveCalls([{ type: 'snmp', to: `127.0.0.1:${port}`, community: 'kpi1', inform: true }]);
      // As Zabbix documents it: a line with the time and the address, then what came.
      const handler = `#!/bin/sh
text="$(date '+%H:%M:%S %Y/%m/%d') ZBXTRAP 127.0.0.1
$(cat)"
echo "$text" >> ${zabbix.trapFile}
`;
      writeFileSync(join(calls.folder, 'trap-handler'), handler);
      daemon = await startTrapDaemon(
        snmptrapd,
        ['authCommunity log,execute kpi1', `traphandle default /bin/sh ${calls.folder}/trap-handler`],
        {},
        port,
      );
    });
    after(async () => {
      await daemon?.stop();
      await calls?.stop();
      await zabbix?.stop();
    });
    afterEach(function () {
      if (this.currentTest?.isFailed()) console.log(zabbix?.output().slice(-5000));
    });

    /** The item of this key as soon as it is as wanted. */
    const item = (key: string, isWanted: (item: Item) => boolean) =>
      eventually(
        `the item ${key}`,
        async () => {
          const output = ['itemid', 'name', 'lastvalue', 'lastclock', 'units'];
          const found = await zabbix!.call<Item[]>('item.get', {
            filter: { key_: key },
            hostids,
            output,
          });
          return found.find(isWanted);
        },
        PATIENCE_MS,
        BETWEEN_MS,
      );
    /** Does not wait until it is time to ask. */
    const checkNow = (items: readonly { readonly itemid: string }[]) =>
      zabbix!.call(
        'task.create',
        items.map(({ itemid }) => ({ type: CHECK_NOW, request: { itemid } })),
      );
    /** The names of the problems there are, as soon as they are as many. */
    const problems = (count: number) =>
      eventually(
        `${count} problems`,
        async () => {
          const found = await zabbix!.call<{ name: string; severity: string }[]>('problem.get', {});
          return found.length === count ? found.map(({ name }) => name) : undefined;
        },
        PATIENCE_MS,
        BETWEEN_MS,
      );

    it('imports them', async () => {
      const all = { createMissing: true, updateExisting: true };
      const rules = Object.fromEntries(
        [groups, 'templates', 'items', 'discoveryRules', 'triggers', 'valueMaps'].map((kind) => [kind, all]),
      );
      for (const module of ['EXAMPLE-CALL-KPI-MIB', 'KPI1-MIB']) {
        const source = readFileSync(join(calls!.folder, `nms/zabbix-${version}/${module}.yaml`), 'utf8');
        for (const time of ['first', 'second']) {
          const isDone = await zabbix!.call('configuration.import', { format: 'yaml', source, rules });
          expect(isDone, `${module}, the ${time} time`).to.equal(true);
        }
      }
      const templates = await zabbix!.call<{ templateid: string }[]>('template.get', { output: ['host'] });
      expect(templates).to.have.length(2);
      const [group] = await zabbix!.call<{ groupid: string }[]>('hostgroup.get', {});
      const [ip = '', port = ''] = calls!.target.split(':');
      const details = { version: 2, community: 'public' };
      const created = await zabbix!.call<{ hostids: string[] }>('host.create', {
        host: 'sip-01',
        groups: [{ groupid: group?.groupid }],
        templates: templates.map(({ templateid }) => ({ templateid })),
        interfaces: [{ type: SNMP_INTERFACE, main: 1, useip: 1, ip, dns: '', port, details }],
      });
      hostids = created.hostids;
    });

    it('shows a KPI as the figure that it is, with its unit', async () => {
      await calls!.call(10_000, 6_789);
      const { units, lastvalue } = await item('exCallAnswerRatio', ({ lastvalue }) =>
        lastvalue.startsWith('67'),
      );
      expect([Number(lastvalue).toFixed(10), units]).to.deep.equal(['67.8900000000', '%']);
      const instance = await item('kpi1InstanceId', () => true);
      await checkNow([instance]);
      const { lastvalue: name } = await item('kpi1InstanceId', (found) => found.lastvalue !== '');
      expect(name).to.equal('test-01');
    });

    it('discovers rows, by the name that their index is', async () => {
      const rules = await zabbix!.call<{ itemid: string }[]>('discoveryrule.get', { hostids });
      await checkNow(rules);
      const index = '5.110.111.114.116.104';
      const load = await item(`exCallTrunkLoad[${index}]`, ({ lastclock }) => lastclock !== '0');
      expect([load.name, load.lastvalue, load.units]).to.deep.equal([
        'Trunk Load of trunk north',
        '4',
        'calls',
      ]);
      const source = await item(`kpi1SourceStatus[${[...Buffer.from('switch')].join('.')}]`, () => true);
      expect(source.name).to.equal('Source status of source switch');
      const status = await item('kpi1KpiStatus[2.1]', () => true);
      expect(status.name).to.equal('Kpi status of KPI EXAMPLE-CALL-KPI-MIB, Answer Ratio');
    });

    it('has no problem yet; then one where a threshold is crossed, the critical one alone; then none', async () => {
      await problems(0);
      await calls!.call(10_000, 1_234);
      expect(await problems(1)).to.deep.equal(['Answer Ratio is 12.34 %, critical']);
      await calls!.call(10_000, 5_000);
      await problems(0);
    });

    it('receives the informs of both', async () => {
      for (const [name, value] of [
        ['kpi1ThresholdRaised', '12.34'],
        ['kpi1ThresholdCleared', '50.00'],
      ] as const) {
        const { key_: key = '' } =
          (
            await zabbix!.call<{ key_: string }[]>('item.get', {
              hostids,
              filter: { name: `Notification ${name}` },
              output: ['key_'],
            })
          )[0] ?? {};
        const { lastvalue } = await item(key, (found) => found.lastvalue.includes(value));
        expect(lastvalue).to.include('Answer Ratio');
      }
    });
  });
}
