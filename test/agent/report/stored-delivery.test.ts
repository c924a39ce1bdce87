import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { Delivery } from '../../../agent/report/delivery.ts';
import type { PmReport } from '../../../agent/report/pm-report.ts';
import { openStore } from '../../../agent/store/open-store.ts';
import type { Store } from '../../../agent/store/store.ts';
import { FakeClock } from '../collect/fake-clock.ts';
import { FakeTarget } from './fake-target.ts';

const START = Date.UTC(2026, 10, 21, 12);
const silent = { info: () => {}, warn: () => {}, error: () => {} };

describe('Delivery from the store', () => {
  let folder: string;
  let store: Store;
  let delivery: Delivery;
  let target: FakeTarget;
  let received: PmReport[];

  function start(): void {
    store = openStore(join(folder, 'kpi1.db'), { maxAge: 3600, maxSize: 10_000_000 }, silent);
    target = new FakeTarget('oe');
    target.behave = (report) => received.push(report);
    delivery = new Delivery({
      ...{ outbox: store.outbox, targets: [target], clock: new FakeClock(START), log: silent },
      ...{ backlog: 100, onDropped: () => {} },
    });
    delivery.start();
  }
  async function stop(): Promise<void> {
    await delivery.stop(0);
    store.close();
  }
  function append(validity: 'valid' | 'suspect'): PmReport {
    const report = store.outbox.append({
      ...{ identifier: 'EXAMPLE-MIB', begin: new Date(START), end: new Date(START + 10_000), validity },
      items: [{ name: 'Load', text: '0.5', oid: [1, 3, 6, 1], value: { type: 'Gauge32', value: 50 } }],
    });
    delivery.wake();
    return report;
  }

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'kpi1-delivery-'));
    received = [];
    start();
  });
  afterEach(async () => {
    await stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('K55 O09 goes on after a restart with what was not acknowledged, as it was reported', async () => {
    const first = append('valid');
    await target.untilTaken(1);
    target.behave = () => {
      throw new Error('away');
    };
    const rest = [append('suspect'), append('valid')];
    await target.untilTried(2);
    await stop();
    start();
    await target.untilTaken(2);
    rest.push(append('suspect'));
    await target.untilTaken(3);
    expect(received).to.deep.equal([first, ...rest]);
    expect(received.map(({ sequence }) => sequence)).to.deep.equal([1, 2, 3, 4]);
  });
});
