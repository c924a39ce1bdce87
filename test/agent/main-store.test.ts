import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { eventually } from '../interop/eventually.ts';
import { CALL_MAPPINGS, CALL_SERIES, CALLS } from './running/calls.ts';
import { kpi1Mib } from './running/kpi1-mib.ts';
import { type MetricsServer, startMetricsServer } from './running/metrics-server.ts';
import { compileModel, type RunningAgent, startRunningAgent } from './running/running-agent.ts';
import { startTrapReceiver, type TrapReceiver } from './running/trap-receiver.ts';

const FIGURE = 'Trunk Load[north]';
const START = Date.UTC(2026, 10, 21, 12, 0, 1);

describe('An agent whose disk goes bad', () => {
  const model = compileModel({ 'calls.yaml': CALLS });
  const mib = kpi1Mib(model);
  let metrics: MetricsServer;
  let receiver: TrapReceiver;
  let folder: string;
  let dataDir: string;
  let agent: RunningAgent | undefined;

  beforeEach(async () => {
    metrics = await startMetricsServer({ ...CALL_SERIES });
    receiver = await startTrapReceiver();
    folder = mkdtempSync(join(tmpdir(), 'kpi1-bad-disk-'));
    dataDir = join(folder, 'data');
    mkdirSync(dataDir);
  });
  afterEach(async () => {
    await agent?.stop();
    receiver.close();
    await metrics.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const start = async (startAt = START) => {
    const source = { name: 'switch', type: 'prometheus', url: metrics.url, every: '10s' };
    agent = await startRunningAgent({
      model,
      sources: [{ ...source, measurements: CALL_MAPPINGS }],
      notify: [{ type: 'snmp', community: 'public', inform: true, to: `127.0.0.1:${receiver.port}` }],
      more: { dataDir: 'data', http: { listen: '127.0.0.1:0' } },
      ...{ folder, startAt },
    });
    await agent.says('the source answers', 'switch');
    return agent;
  };
  const answer = (from: RunningAgent) =>
    from.service.queryMeasurements([FIGURE]).found[0]?.items.find(({ name }) => name === FIGURE)?.value;
  const sequences = async (count: number) => {
    const reports = await receiver.await(mib.notification('kpi1PmReport'), count);
    return reports.map(({ values }) => values.get(mib.oid('kpi1ReportSequence', 0)));
  };

  it('sets a corrupt database aside, says so loudly, and serves and reports with the next number (K55)', async () => {
    const first = await start();
    for (let n = 0; n < 3; n++) await first.endInterval(10);
    await sequences(2);
    await first.stop();
    const before = (await sequences(2)).length;
    const [file, garbage] = [join(dataDir, 'kpi1.db'), Buffer.alloc(100_000, 'garbage')];
    writeFileSync(file, garbage);

    const second = await start(START + 60_000);
    const errors = second.logged.filter(({ level }) => level === 'error').map(({ message }) => message);
    expect(errors).to.have.length(1);
    expect(errors[0]).to.match(/^THE STORE IS CORRUPT: it was set aside and a new one begun/);
    const aside = readdirSync(dataDir).filter((name) => /^kpi1\.db\.corrupt-[0-9TZ]+$/.test(name));
    expect(aside).to.have.length(1);
    expect(readFileSync(join(dataDir, aside[0] as string)).equals(garbage)).to.equal(true);
    for (let n = 0; n < 3; n++) await second.endInterval(10);
    expect(answer(second)).to.equal('4');
    const told = await sequences(before + 2);
    expect(told).to.deep.equal(told.map((_, n) => n + 1));
  });

  describe('by being full', () => {
    beforeEach(function () {
      const mount = ['-t', 'tmpfs', '-o', 'size=2m', 'tmpfs', dataDir];
      if (process.getuid?.() !== 0 || spawnSync('mount', mount).status !== 0) this.skip();
    });
    afterEach(async () => {
      await agent?.stop();
      spawnSync('umount', ['-l', dataDir]);
    });

    const ballast = () => join(dataDir, 'ballast');
    const fill = () => {
      for (let size = 2 ** 20; size >= 1; size >>= 1) {
        try {
          for (;;) writeFileSync(ballast(), new Uint8Array(size), { flag: 'a' });
        } catch (error) {
          expect((error as NodeJS.ErrnoException).code).to.equal('ENOSPC');
        }
      }
    };

    it('answers and reports on, says so once, refuses to be configured, and keeps all again when there is room (K55 K27)', async () => {
      const full = await start();
      await full.endInterval(10);
      fill();
      // What has room in the file already takes a while to be used up.
      const errors = () => full.logged.filter(({ level }) => level === 'error');
      for (let n = 0; n < 400 && errors().length === 0; n++) await full.endInterval(10);
      for (let n = 0; n < 3; n++) await full.endInterval(10);
      expect(answer(full)).to.equal('4');
      const [problem] = full.service.configure('oe', {
        identifier: 'default',
        items: [{ name: 'duration', value: '1h' }],
      });
      expect(problem?.message).to.match(/could not be stored.*Make room on the disk/);
      const messages = errors().map(({ message }) => message);
      expect(messages).to.deep.equal([...new Set(messages)]);
      expect(messages.join()).to.match(/the (history|store) cannot be written/);

      rmSync(ballast());
      for (let n = 0; n < 3; n++) await full.endInterval(10);
      const told = await sequences(5);
      expect(told).to.deep.equal(told.map((_, n) => n + 1));
      await eventually('nothing waits', async () => {
        const metricsOf = await fetch(`http://127.0.0.1:${full.httpPort}/metrics`);
        return /^kpi1_reports_backlog\{.*\} 0$/m.test(await metricsOf.text()) || undefined;
      });
      expect(errors()).to.have.length(messages.length);
    });
  });
});
