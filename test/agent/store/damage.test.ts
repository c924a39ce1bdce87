import {
  existsSync,
  openSync,
  readdirSync,
  readFileSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import Libsql from 'libsql';
import { CALLS, fill, run, scalar, TemporaryStore } from './temporary-store.ts';

const EVER = { begin: 0, end: 1e13 };
const REPORT = { identifier: 'TEST-MIB', begin: new Date(0), end: new Date(1), items: [] };
const SETTING = { info: 'i', item: 'x', value: '1', base: undefined };

describe('A damaged or foreign store', () => {
  let store: TemporaryStore;
  beforeEach(() => {
    store = new TemporaryStore();
  });
  afterEach(() => store.remove());

  /** A store with history in many chunks and a few reports. */
  const make = () => {
    const opened = store.open();
    opened.outbox.openTargets(['oe']);
    for (let n = 0; n < 3; n++) opened.outbox.append(REPORT);
    opened.settings.apply([SETTING], []);
    fill(opened, 1200, 100, (second, n) => Math.sin(second * 1000 + n));
    return opened;
  };
  const aside = () =>
    readdirSync(store.folder).filter((name) => /^kpi1\.sqlite\.corrupt-[0-9TZ]+$/.test(name));
  const expectBegunAnew = () => {
    expect(store.messages('error').join()).to.match(
      /^THE STORE IS CORRUPT: it was set aside and a new one begun/,
    );
    expect(aside().length).to.equal(1);
  };

  const damages: readonly (readonly [string, (path: string) => void])[] = [
    ['another header', (path) => overwrite(path, 0, 16)],
    [
      'no SQLite at all',
      (path) => writeFileSync(path, 'not a database, but long enough to be one'.repeat(300)),
    ],
    ['its end cut off', (path) => truncateSync(path, Math.floor(statSync(path).size / 8192) * 4096)],
    ['a broken schema page', (path) => overwrite(path, 100, 3000)],
  ];
  for (const [what, damage] of damages) {
    it(`with ${what} is set aside whole, and numbers of reports go on`, () => {
      make();
      store.close();
      damage(store.path);
      const size = statSync(store.path).size;
      const opened = store.open();
      expectBegunAnew();
      expect(statSync(join(store.folder, aside()[0]!)).size).to.equal(size);
      expect(opened.outbox.lastSequence).to.equal(3);
      opened.outbox.openTargets(['oe']);
      expect(opened.outbox.append(REPORT).sequence).to.equal(4);
      expect(opened.outbox.next('oe')?.sequence).to.equal(4);
      expect(opened.history.samples(CALLS, EVER)).to.deep.equal([]);
    });
  }

  it('that proves malformed in use is set aside, and what is known in memory goes on in the new one', () => {
    make();
    store.close();
    const { size } = statSync(store.path);
    const opened = store.open();
    opened.state.set('job', 'running');
    opened.outbox.memoryOf('oe').set('kept');
    overwriteBTreePages(store.path, size);
    const found = opened.history.samples(CALLS, EVER).length;
    fill(opened, 300, 100, () => 1, 5000);
    run(opened.retain(1e9));
    expectBegunAnew();
    expect(found).to.be.below(120_000);
    expect(opened.outbox.append(REPORT).sequence).to.equal(4);
    const again = store.reopen();
    expect(again.state.get('job')).to.equal('running');
    expect(again.settings.all()).to.deep.equal([SETTING]);
    expect(again.outbox.memoryOf('oe').get()).to.equal('kept');
    expect(again.outbox.latest(5).map(({ sequence }) => sequence)).to.deep.equal([4]);
    const rows = again.history.samples(CALLS, { begin: 5_290_000, end: 6_000_000 });
    expect(rows.length).to.equal(1000);
  });

  it('a malformed chunk is left out, and said, and the rest is told', () => {
    make();
    store.close();
    const database = new Libsql(store.path);
    database.exec("UPDATE chunk SET octets = x'ffffffffffffffffffff' WHERE first_series = 0");
    database.close();
    const found = store.open().history.samples(CALLS, EVER);
    expect(found.length).to.be.within(100_000 * 0.5, 120_000 - 1);
    expect(store.messages('warn').join()).to.contain('a part of the history is malformed and left out');
    expect(aside()).to.deep.equal([]);
  });

  it('a malformed report is given up, and the next one told', () => {
    make();
    store.close();
    const database = new Libsql(store.path);
    database.exec("UPDATE report SET items = x'ff' WHERE sequence = 1");
    database.close();
    const { outbox } = store.open();
    expect(outbox.next('oe')?.sequence).to.equal(2);
    expect(store.messages('error')).to.deep.equal(['a stored report is malformed and cannot be sent']);
    expect(outbox.backlog('oe')).to.equal(2);
  });

  it('a malformed sample is left out', () => {
    const opened = store.open();
    for (const at of [1, 2, 3]) run(opened.history.addSample(at, [{ ...CALLS, rows: scalar(at) }]));
    store.close();
    const database = new Libsql(store.path);
    database.exec("UPDATE log SET record = x'00ff' WHERE at = 2");
    database.close();
    const again = store.open();
    expect(again.history.samples(CALLS, EVER).map(({ at }) => at)).to.deep.equal([1, 3]);
    expect(store.messages('warn').join()).to.contain('a stored sample is malformed and left out');
  });

  it('of a newer program is refused, and untouched', () => {
    store.open();
    store.close();
    const database = new Libsql(store.path);
    database.exec('PRAGMA user_version = 99');
    database.close();
    const before = readFileSync(store.path);
    expect(() => store.open()).to.throw(/kpi1\.sqlite: cannot be opened \(its version is 99.*newer program/);
    expect(readFileSync(store.path)).to.deep.equal(before);
  });

  it('that another agent has is refused, and free once that is gone', () => {
    store.open();
    const other = new TemporaryStore(store.folder);
    expect(() => other.open()).to.throw(/kpi1\.lock: is held by another agent\. .*dataDir of its own/);
    store.close();
    other.open();
    other.close();
  });

  it('that cannot be created says so', () => {
    writeFileSync(join(store.folder, 'file'), '');
    const other = new TemporaryStore(join(store.folder, 'file'));
    expect(() => other.open()).to.throw(/file: cannot be created \(.*Choose another dataDir/);
  });

  it('is for its user alone, and open to readers while it is in use', () => {
    make();
    for (const name of readdirSync(store.folder)) {
      expect(statSync(join(store.folder, name)).mode & 0o077, name).to.equal(0);
    }
    const reader = new Libsql(store.path);
    expect(reader.prepare('SELECT count(*) AS n FROM report').raw().get()).to.deep.equal([3]);
    reader.close();
  });

  it('put back from an old copy goes on with the numbers that receivers have not seen', () => {
    make();
    store.close();
    const copy = readFileSync(store.path);
    const opened = store.open();
    for (let n = 0; n < 5; n++) opened.outbox.append(REPORT);
    store.close();
    writeFileSync(store.path, copy);
    expect(store.open().outbox.append(REPORT).sequence).to.equal(9);
  });

  it('whose number file is lost or strange goes on with its own numbers', () => {
    make();
    store.close();
    writeFileSync(join(store.folder, 'kpi1.sequence'), 'nonsense');
    expect(store.open().outbox.append(REPORT).sequence).to.equal(4);
    expect(store.messages('warn').join()).to.contain('held no sequence number');
    expect(existsSync(join(store.folder, 'kpi1.sequence'))).to.equal(true);
  });
});

function overwrite(path: string, from: number, length: number): void {
  writeSync(openSync(path, 'r+'), new Uint8Array(length).fill(0xa5), 0, length, from);
}

/** All pages but the first: where SQLite has not read them yet, it finds them malformed. */
function overwriteBTreePages(path: string, size: number): void {
  for (let page = 4096; page < size; page += 4096) overwrite(path, page, 64);
}
