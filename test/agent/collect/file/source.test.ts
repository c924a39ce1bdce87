import { appendFileSync, mkdtempSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { createFileSource, type FileSourceOptions } from '../../../../agent/collect/file/source.ts';
import type { Source } from '../../../../agent/collect/source.ts';
import { mappingFor, perTrunk, scalar, shorten } from '../json/mapping-for.ts';

describe('a file of JSON lines', () => {
  let folder: string;
  let file: string;
  let source: Source | undefined;
  let now = 0;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'kpi1-lines-'));
    file = join(folder, 'events.json');
    now = 0;
  });
  afterEach(async () => {
    await source?.close();
    rmSync(folder, { recursive: true });
  });

  const open = (options: Partial<FileSourceOptions> = {}) => {
    source = createFileSource({
      ...{ name: 'events', path: file, counters: 'total', expireMs: 100, now: () => now },
      mappings: [mappingFor(scalar(), { value: '/calls' })],
      ...options,
    });
  };
  const write = (...lines: (object | string)[]) =>
    appendFileSync(
      file,
      lines.map((line) => (typeof line === 'string' ? line : `${JSON.stringify(line)}\n`)).join(''),
    );
  async function read(): Promise<string[]> {
    const sample = await (source as Source).read(new AbortController().signal);
    return sample.ok ? shorten(sample) : [sample.reason];
  }

  it('is read as it grows; the latest figure holds until there is another (K17)', async () => {
    open();
    expect(await read()).to.deep.equal([`${file} does not exist`]);
    write({ calls: 1 }, { calls: 2 }, { other: 5 });
    expect(await read()).to.deep.equal(['0[]: 2']);
    expect(await read()).to.deep.equal(['0[]: 2']);
    write({ calls: 3 });
    expect(await read()).to.deep.equal(['0[]: 3']);
  });

  it('has a row for each index that its lines name; no row after a silence', async () => {
    open({ mappings: [mappingFor(perTrunk(), { value: '/calls' }, { isRow: true })] });
    write({ trunkName: 'a', calls: 1 }, { trunkName: 'b', calls: 2 });
    expect(await read()).to.deep.equal(['0[a]: 1', '0[b]: 2']);
    now = 60;
    write({ trunkName: 'b', calls: 3 });
    expect(await read()).to.deep.equal(['0[a]: 1', '0[b]: 3']);
    now = 101;
    expect(await read()).to.deep.equal(['0[b]: 3']);
    now = 1000;
    expect(await read()).to.deep.equal([`0 no line of ${file} has /calls`]);
  });

  it('may say of counters by how much they have grown', async () => {
    open({
      counters: 'increment',
      mappings: [mappingFor(scalar('counter'), { value: '/calls', whenAbsent: 0 })],
    });
    write({ other: 1 });
    expect(await read()).to.deep.equal(['0[]: 0']);
    write({ calls: 2 }, { calls: 3 });
    expect(await read()).to.deep.equal(['0[]: 5']);
    write({ calls: 4 });
    expect(await read()).to.deep.equal(['0[]: 9']);
  });

  it('waits for the end of a line', async () => {
    open();
    write({ calls: 1 }, '{"calls":');
    expect(await read()).to.deep.equal(['0[]: 1']);
    write('2}');
    expect(await read()).to.deep.equal(['0[]: 1']);
    write('\n');
    expect(await read()).to.deep.equal(['0[]: 2']);
  });

  it('is read to its end after it was renamed, then the new one of its name', async () => {
    open({ counters: 'increment', mappings: [mappingFor(scalar('counter'), { value: '/calls' })] });
    write({ calls: 1 });
    await read();
    write({ calls: 10 });
    renameSync(file, `${file}.1`);
    writeFileSync(file, '{"calls":100}\n');
    expect(await read()).to.deep.equal(['0[]: 111']);
    write({ calls: 1000 });
    expect(await read()).to.deep.equal(['0[]: 1111']);
  });

  it('is read from its beginning after it was cut, even where it has grown again', async () => {
    open({ counters: 'increment', mappings: [mappingFor(scalar('counter'), { value: '/calls' })] });
    write({ calls: 1 });
    await read();
    truncateSync(file);
    write({ calls: 10 });
    expect(await read()).to.deep.equal(['0[]: 11']);
    truncateSync(file);
    write({ calls: 100 }, { calls: 100 });
    expect(await read()).to.deep.equal(['0[]: 211']);
  });

  it('leaves out and counts what is no object, and says so where nothing else came', async () => {
    open();
    write({ calls: 1 }, 'Error: something\n', '[1]\n', `{"calls":"${'x'.repeat(70_000)}"}\n`, { calls: 2 });
    expect(await read()).to.deep.equal(['0[]: 2']);
    expect(source?.counts).to.deep.equal({ received: 5, dropped: 3 });
    write('Error: something\n');
    expect(await read()).to.deep.equal([`${file}: no new line is a JSON object of at most 64 KiB`]);
  });

  it('has no value where its latest line cannot be taken', async () => {
    open();
    write({ calls: 1 }, { calls: 'many' });
    expect(await read()).to.deep.equal(['0[] /calls is "many" where a number is defined']);
  });

  it('is read from its last MiB when the agent starts', async () => {
    open({ counters: 'increment', mappings: [mappingFor(scalar('counter'), { value: '/calls' })] });
    write(...Array.from({ length: 3 }, () => ({ calls: 1, padding: 'x'.repeat(60_000) })));
    for (let n = 0; n < 20; n++) write({ calls: 1, padding: 'x'.repeat(60_000) });
    const [figure] = await read();
    expect(figure).to.equal('0[]: 17');
  });

  it('ends when its time is up', async () => {
    open();
    write({ calls: 1 });
    const abort = new AbortController();
    abort.abort(new Error('did not answer within 1 s'));
    expect(await source?.read(abort.signal)).to.deep.equal({
      ok: false,
      reason: `${file}: did not answer within 1 s`,
    });
  });
});
