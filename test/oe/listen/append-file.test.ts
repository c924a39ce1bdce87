import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { AppendFile } from '../../../oe/listen/append-file.ts';

describe('A file that reports are appended to', () => {
  let folder: string;
  let path: string;
  const text = () => readFileSync(path, 'utf8');
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'kpi1-append-'));
    path = join(folder, 'reports.jsonl');
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('has a line when its promise resolves, and all in their order', async () => {
    const file = await AppendFile.open(path);
    await file.append('one');
    expect(text()).to.equal('one\n');
    await Promise.all(['two', 'three', 'four'].map((line) => file.append(line)));
    expect(text()).to.equal('one\ntwo\nthree\nfour\n');
    await file.close();
  });

  it('keeps a half line, as a crash leaves it, apart from what comes', async () => {
    writeFileSync(path, '{"whole":1}\n{"half');
    const file = await AppendFile.open(path);
    await file.append('{"next":1}');
    await file.close();
    expect(text()).to.equal('{"whole":1}\n{"half\n{"next":1}\n');
  });

  it('rejects where the disk is full, so that nothing is acknowledged', async function () {
    if (process.platform !== 'linux') this.skip();
    const file = await AppendFile.open('/dev/full');
    let reason = '';
    await file.append('lost').catch((error: Error) => {
      reason = error.message;
    });
    expect(reason).to.contain('ENOSPC');
    await file.close();
  });

  it('forgets all lines when told', async () => {
    const file = await AppendFile.open(path);
    await file.append('one');
    file.clear();
    await file.append('two');
    await file.close();
    expect(text()).to.equal('two\n');
  });
});
