import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { eventually } from '../eventually.ts';
import { freePort } from '../free-port.ts';
import { requirePeer } from '../peers.ts';
import { startTrapDaemon, type TrapDaemon } from '../trap-daemon.ts';
import { NOC, type ServedCalls, serveCalls } from './served-calls.ts';
import { startZabbixServer, type ZabbixPrograms, type ZabbixServer } from './zabbix-server.ts';

/** Zabbix asks every ten seconds, after it has read what to ask for. */
const PATIENCE_MS = 30_000;
/** The web API takes much of a processor for each answer. */
const BETWEEN_MS = 500;
/** A task that is to be done at once. */
const CHECK_NOW = 6;
const SNMP_INTERFACE = 2;
/** SNMPv3 with SHA-256 and AES-128, in the numbers of Zabbix' API. */
const AUTH_PRIV = { securitylevel: 2, authprotocol: 3, privprotocol: 1 };
/** Index of the row `north`. */
const NORTH = '5.110.111.114.116.104';

const SNMP_TRAP = '17';
const UNSUPPORTED = '1';
/** Names longer than a line of Net-SNMP's hexadecimal digits, and not ASCII. */
const INSTANCE = 'zürich-bahnhofstrasse-01';
/** What comes with the project, built of its KPI sets. */
const OURS = join(import.meta.dirname, '../../..');

interface Item {
  readonly itemid: string;
  readonly key_: string;
  readonly name: string;
  readonly type: string;
  readonly lastvalue: string;
  readonly lastclock: string;
  readonly units: string;
  readonly state: string;
  readonly error: string;
}

/** What tests of both versions differ in. */
export interface ZabbixVersion {
  readonly version: '6.0' | '7.0';
  /** What an import calls the groups of templates. */
  readonly groups: string;
  /** Skips the suite where they are missing. */
  programs(context: Mocha.Context): ZabbixPrograms;
  /** Tests of this version alone, which come last. */
  also?(zabbix: () => ZabbixServer): void;
}

export function describeZabbix({ version, groups, programs, also }: ZabbixVersion): void {
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
      calls = await serveCalls({
        notify: [{ type: 'snmp', to: `127.0.0.1:${port}`, community: 'kpi1', inform: true }],
        instanceId: INSTANCE,
        series: { 'trunk_calls{trunk="zürich"}': 5, 'trunk_attempts_total{trunk="zürich"}': 50 },
      });
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

    const itemsOfHost = (filter: object = {}) =>
      zabbix!.call<Item[]>('item.get', {
        filter,
        hostids,
        output: ['itemid', 'key_', 'name', 'type', 'lastvalue', 'lastclock', 'units', 'state', 'error'],
      });
    /** The item of this key as soon as it is as wanted. */
    const item = (key: string, isWanted: (item: Item) => boolean) =>
      eventually(
        `the item ${key}`,
        async () => (await itemsOfHost({ key_: key })).find(isWanted),
        PATIENCE_MS,
        BETWEEN_MS,
      );
    /** Does not wait until it is time to ask. */
    const checkNow = (items: readonly { readonly itemid: string }[]) =>
      zabbix!.call(
        'task.create',
        items.map(({ itemid }) => ({ type: CHECK_NOW, request: { itemid } })),
      );
    /** The names of the problems there are, as soon as they are as many, which an item's value decides. */
    const problems = (count: number, key: string) =>
      eventually(
        `${count} problems`,
        async () => {
          const found = await zabbix!.call<{ name: string }[]>('problem.get', {});
          if (found.length === count) return found.map(({ name }) => name);
          await checkNow(await itemsOfHost({ key_: key }));
          return undefined;
        },
        PATIENCE_MS,
        BETWEEN_MS,
      );
    const importFile = (folder: string, file: string) => {
      const all = { createMissing: true, updateExisting: true };
      const kinds = [groups, 'templates', 'items', 'discoveryRules', 'triggers', 'valueMaps'];
      return zabbix!.call('configuration.import', {
        format: 'yaml',
        source: readFileSync(join(folder, `nms/zabbix-${version}`, file), 'utf8'),
        rules: Object.fromEntries(kinds.map((kind) => [kind, all])),
      });
    };
    const templates = () =>
      zabbix!.call<{ templateid: string }[]>('template.get', { output: ['templateid'] });

    it('imports those that come with the project', async () => {
      const files = readdirSync(join(OURS, `nms/zabbix-${version}`));
      for (const file of files) expect(await importFile(OURS, file), file).to.equal(true);
      const imported = await templates();
      expect(imported).to.have.length(files.length);
      await zabbix!.call(
        'template.delete',
        imported.map(({ templateid }) => templateid),
      );
    });

    it('imports those of the agent, and finds them again the second time', async () => {
      const files = ['EXAMPLE-CALL-KPI-MIB.yaml', 'KPI1-MIB.yaml'];
      const ids: (readonly string[])[] = [];
      for (const time of ['first', 'second']) {
        for (const file of files) {
          expect(await importFile(calls!.folder, file), `${file}, the ${time} time`).to.equal(true);
        }
        const items = await zabbix!.call<Item[]>('item.get', { templated: true, output: ['itemid'] });
        ids.push(items.map(({ itemid }) => itemid).sort());
      }
      expect(ids[0]).to.have.length.above(0);
      expect(ids[1]).to.deep.equal(ids[0]);
      const imported = await templates();
      expect(imported).to.have.length(2);
      const [group] = await zabbix!.call<{ groupid: string }[]>('hostgroup.get', {});
      const [ip = '', port = ''] = calls!.target.split(':');
      const details = { version: 2, community: 'public' };
      const created = await zabbix!.call<{ hostids: string[] }>('host.create', {
        host: 'sip-01',
        groups: [{ groupid: group?.groupid }],
        templates: imported.map(({ templateid }) => ({ templateid })),
        interfaces: [{ type: SNMP_INTERFACE, main: 1, useip: 1, ip, dns: '', port, details }],
      });
      hostids = created.hostids;
    });

    it('shows a KPI as the figure that it is, with its unit', async () => {
      await calls!.call(10_000, 6_789);
      const { units, lastvalue } = await item('exCallAnswerRatio', (found) =>
        found.lastvalue.startsWith('67'),
      );
      expect([Number(lastvalue).toFixed(10), units]).to.deep.equal(['67.8900000000', '%']);
    });

    it('discovers rows, by the name that their index is', async () => {
      const rules = await zabbix!.call<{ itemid: string }[]>('discoveryrule.get', { hostids });
      await checkNow(rules);
      const nameOf = async (key: string) => (await item(key, () => true)).name;
      expect(await nameOf(`exCallTrunkLoad[${NORTH}]`)).to.equal('Trunk Load of trunk north');
      const zurich = ['zürich'.length + 1, ...Buffer.from('zürich')].join('.');
      expect(await nameOf(`exCallTrunkLoad[${zurich}]`)).to.equal('Trunk Load of trunk zürich');
      expect(await nameOf(`kpi1SourceStatus[${[...Buffer.from('switch')].join('.')}]`)).to.equal(
        'Source status of source switch',
      );
      expect(await nameOf('kpi1KpiStatus[2.1]')).to.equal(
        'Kpi status of KPI EXAMPLE-CALL-KPI-MIB, Answer Ratio',
      );
      expect(await nameOf('kpi1KpiStatus[2.3]')).to.equal(
        'Kpi status of KPI EXAMPLE-CALL-KPI-MIB, Größte Last',
      );
    });

    it('reads every object, text as it is', async () => {
      const items = await eventually(
        'a value of each item',
        async () => {
          const all = await itemsOfHost();
          // A rate takes two values, a notification may never come, and of a walk nothing is kept.
          const waiting = all.filter(
            ({ type, key_, units, lastclock, state }) =>
              type !== SNMP_TRAP &&
              !units.endsWith('/s') &&
              !key_.endsWith('.walk') &&
              lastclock === '0' &&
              state !== UNSUPPORTED,
          );
          if (waiting.length === 0) return all;
          await checkNow(waiting);
          throw new Error(waiting.map(({ key_ }) => key_).join(', '));
        },
        PATIENCE_MS,
        BETWEEN_MS,
      );
      const refused = items.filter(({ state }) => state === UNSUPPORTED);
      expect(refused.map(({ key_, error }) => `${key_}: ${error}`)).to.deep.equal([]);
      const values = new Map(
        items.map(({ key_, lastvalue, units }) => [key_, `${lastvalue} ${units}`.trim()]),
      );
      expect(values.get('kpi1InstanceId')).to.equal(INSTANCE);
      expect(values.get('kpi1InstanceSoftware')).to.equal('kpi1 test');
      expect(values.get('exCallGrossteLast')).to.equal('12 calls');
      expect(values.get(`exCallTrunkLoad[${NORTH}]`)).to.equal('4 calls');
    });

    it('has no problem yet; then one where a threshold is crossed, the critical one alone; then none', async () => {
      await problems(0, 'exCallAnswerRatio');
      await calls!.call(10_000, 1_234);
      expect(await problems(1, 'exCallAnswerRatio')).to.deep.equal(['Answer Ratio is 12.34 %, critical']);
      await calls!.call(10_000, 5_000);
      await problems(0, 'exCallAnswerRatio');
    });

    it('takes a limit of one row from its macro', async () => {
      const key = `exCallTrunkLoad[${NORTH}]`;
      const macro = { hostid: hostids[0], macro: '{$EXCALLTRUNKLOAD.CRITICAL:"north"}', value: '3' };
      const { hostmacroids } = await zabbix!.call<{ hostmacroids: string[] }>('usermacro.create', macro);
      expect(await problems(1, key)).to.deep.equal(['Trunk Load of trunk north is 4 calls, critical']);
      await zabbix!.call('usermacro.delete', hostmacroids);
      await problems(0, key);
    });

    it('makes a rate of a counter', async () => {
      const [counter] = await itemsOfHost({ key_: 'exCallAttempts' });
      await calls!.call(10_000, 5_000);
      const counted = await eventually(
        'a rate',
        async () => {
          await checkNow([counter!]);
          const rates = await zabbix!.call<{ clock: string; ns: string; value: string }[]>('history.get', {
            history: 0,
            itemids: counter!.itemid,
            sortfield: 'clock',
          });
          const at = rates.map(({ clock, ns }) => Number(clock) + Number(ns) / 1e9);
          const counts = rates.slice(1).map(({ value }, i) => Number(value) * (at[i + 1]! - at[i]!));
          return counts.filter((count) => count > 0).at(-1);
        },
        PATIENCE_MS,
        BETWEEN_MS,
      );
      expect(Math.round(counted) % 10_000).to.equal(0);
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

    it('asks over SNMPv3 where the interface of the host says so', async () => {
      const [own] = await zabbix!.call<{ interfaceid: string }[]>('hostinterface.get', { hostids });
      const keys = { authpassphrase: NOC.auth!.passphrase, privpassphrase: NOC.priv!.passphrase };
      const details = { version: 3, securityname: NOC.name, ...AUTH_PRIV, ...keys };
      await zabbix!.call('hostinterface.update', { interfaceid: own!.interfaceid, details });
      await calls!.call(10_000, 8_765);
      const { lastvalue } = await item('exCallAnswerRatio', (found) => found.lastvalue.startsWith('87'));
      expect(Number(lastvalue).toFixed(2)).to.equal('87.65');
    });

    also?.(() => zabbix!);
  });
}
