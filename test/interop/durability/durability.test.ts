import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { expect } from 'chai';
import { stringify } from 'yaml';
import type { Kpi1Message } from '../../../messages/message.ts';
import { encodeMessage } from '../../../messages/xml/encode.ts';
import { kpi1Mib } from '../../agent/running/kpi1-mib.ts';
import { compileModel } from '../../agent/running/running-agent.ts';
import { Random } from '../../fuzz/mutation.ts';
import { eventually } from '../eventually.ts';
import { freePort } from '../free-port.ts';
import { type FtpDaemon, startFtpDaemon } from '../ftp-daemon.ts';
import { type PeerProcess, startPeer } from '../peer-process.ts';
import { requirePeer } from '../peers.ts';
import { startTrapDaemon, type TrapDaemon } from '../trap-daemon.ts';
import { type HttpReceiver, startHttpReceiver } from './http-receiver.ts';
import { bySequence, gaps, readReportFiles } from './reports.ts';

/** As `npm ci` built it: from its sources it would take twice as long to start. */
const CLI = fileURLToPath(new URL('../../../dist/cli/main.js', import.meta.url));
const KILLS = 50;
const MODULES = 8;
const KPIS = 8;
/** Agents live this long in milliseconds, at random, from the start of their process. */
const SHORTEST = 600;
const LONGEST = 1_900;

function definitions(module: number): string {
  const numbers = Array.from({ length: KPIS }, (_, i) => i + 1);
  const measurements = numbers.map(
    (n) => `  - { name: m${module}x${n}, description: A figure., unit: calls, dataType: gauge }`,
  );
  const kpis = numbers.map(
    (
      n,
    ) => `  - { name: Kpi ${module} ${n}, description: A KPI., purpose: To be reported., formula: m${module}x${n} + 1,
      unit: calls, dataType: integer, reportingFrequency: 1s, reportingDuration: continuous, dataSource: Test }`,
  );
  return `module:
  name: TEST${module}-KPI-MIB
  prefix: test${String.fromCharCode(96 + module)}
  description: A module.
  revisions: [{ date: 2026-11-21, description: First version. }]
measurements:
${measurements.join('\n')}
kpis:
${kpis.join('\n')}
`;
}

describe('K55 reports of an agent that is killed fifty times under load', function () {
  this.timeout(240_000);
  const modules = Array.from({ length: MODULES }, (_, i) => i + 1);
  const model = compileModel(
    Object.fromEntries(modules.map((module) => [`test${module}.yaml`, definitions(module)])),
  );
  const mib = kpi1Mib(model);
  const random = new Random(55);
  let folder: string;
  let url: string;
  let traps: TrapDaemon;
  let ftp: FtpDaemon;
  let http: HttpReceiver;
  let agent: PeerProcess | undefined;

  before(async function () {
    const snmptrapd = requirePeer(this, 'snmptrapd');
    const vsftpd = requirePeer(this, 'vsftpd');
    folder = mkdtempSync(join(tmpdir(), 'kpi1-durability-'));
    traps = await startTrapDaemon(snmptrapd, ['authCommunity log kpi1']);
    ftp = await startFtpDaemon(vsftpd);
    http = await startHttpReceiver();
    url = `http://127.0.0.1:${await freePort('tcp')}`;
    writeFileSync(join(folder, 'model.json'), JSON.stringify(model));
    writeFileSync(join(folder, 'agent.yaml'), stringify(configuration()));
    const figures = model.modules.flatMap(({ measurements }) => measurements);
    writeFileSync(join(folder, 'metrics'), figures.map(({ name }, i) => `${name} ${i}\n`).join(''));
  });
  after(async () => {
    await agent?.kill();
    await Promise.all([traps?.stop(), ftp?.stop(), http?.close()]);
    rmSync(folder, { recursive: true, force: true });
  });

  const configuration = () => ({
    instanceId: 'test-01',
    model: 'model.json',
    snmp: { listen: [] },
    http: { listen: new URL(url).host },
    collection: { autostart: false },
    notify: [
      { type: 'snmp', to: `127.0.0.1:${traps.port}`, community: 'kpi1', inform: true, timeout: '1s' },
      { type: 'http', url: http.url },
      {
        ...{ type: 'ftp', FTPServerIP: '127.0.0.1', FTPServerPort: ftp.port, InstanceID: 'test-01' },
        ...{ FTPUserName: ftp.user, FTPUserPasswd: ftp.password, FTPDir: ftp.folder },
      },
    ],
    sources: [
      {
        ...{
          name: 'metrics',
          type: 'prometheus',
          every: '1s',
          url: pathToFileURL(join(folder, 'metrics')).href,
        },
        measurements: Object.fromEntries(
          model.modules.flatMap(({ measurements }) => measurements.map(({ name }) => [name, name])),
        ),
      },
    ],
  });
  const start = () => {
    agent = startPeer(process.execPath, [CLI, 'agent', '--config', join(folder, 'agent.yaml')]);
    return agent;
  };
  const answers = async (path: string, init?: RequestInit) =>
    eventually(`the agent answers ${path}`, async () => {
      const response = await fetch(`${url}${path}`, init);
      const body = await response.text();
      if (!response.ok) throw new Error(`${response.status} ${body}`);
      return body;
    });
  const send = (message: Kpi1Message) =>
    answers('/kpi1', {
      method: 'POST',
      headers: { 'content-type': 'application/xml' },
      body: encodeMessage(message),
    });
  const informed = () => {
    const parts = new Map<number, Set<string>>();
    const wanted = new Map<number, number>();
    const value = (line: string, name: string) =>
      Number(new RegExp(`\\.${mib.oid(name, 0).replaceAll('.', '\\.')} = (\\d+)`).exec(line)?.[1]);
    for (const line of traps.lines('INFORM', `.${mib.notification('kpi1PmReport')}`)) {
      const sequence = value(line, 'kpi1ReportSequence');
      wanted.set(sequence, value(line, 'kpi1ReportParts'));
      parts.set(sequence, (parts.get(sequence) ?? new Set()).add(String(value(line, 'kpi1ReportPart'))));
    }
    return new Set(
      [...parts].filter(([sequence, seen]) => seen.size === wanted.get(sequence)).map(([s]) => s),
    );
  };

  it('reach every receiver: none is lost, none invented, and a repeat is the same report again', async () => {
    const first = start();
    await send({
      ...{ kind: 'OEPMCollectionCmd', oeId: 'test', configInfoIdentifier: 'default' },
      identifiers: model.modules.map(({ name }) => name),
    });
    await pause(LONGEST);
    await first.kill();
    // On a slow machine an agent does little in its life: more of them, until there was as much to lose.
    for (let kills = 1; kills < KILLS || bySequence(http.reports).size <= KILLS; kills++) {
      const victim = start();
      await pause(SHORTEST + random.below(LONGEST - SHORTEST));
      await victim.kill();
    }

    start();
    const info = { identifier: 'collection', items: [{ name: 'active', value: 'false' }] };
    await send({ kind: 'OEConfigurationCmd', oeId: 'test', info });
    await eventually(
      'nothing waits any more',
      async () => {
        const waiting = [...(await answers('/metrics')).matchAll(/^kpi1_reports_backlog\{.*\} (\d+)$/gm)];
        return waiting.length === 3 && waiting.every(([, count]) => count === '0') ? true : undefined;
      },
      60_000,
    );
    await agent?.stop();

    const posted = bySequence(http.reports);
    const appended = bySequence(readReportFiles(ftp.folder));
    const last = Math.max(...posted.keys(), ...appended.keys(), ...informed());
    expect({
      http: gaps(posted, last),
      ftp: gaps(appended, last),
      snmp: gaps(informed(), last),
    }).to.deep.equal({ http: [], ftp: [], snmp: [] });
    for (const [sequence, texts] of posted) {
      const all = new Set([...texts, ...(appended.get(sequence) ?? [])]);
      expect([...all], `report ${sequence}`).to.have.length(1);
    }
    expect([...appended.values()].filter((texts) => texts.length > 1)).to.deep.equal([]);
  });
});
