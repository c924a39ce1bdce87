import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { eventually } from '../../interop/eventually.ts';
import { reportDocument, startTestListener, type TestListener } from './listening.ts';

describe('Reports in files that instances append to', () => {
  let listener: TestListener;
  const path = (name: string) => join(listener.folder, 'ftp', name);
  const sequences = () => listener.reports().map(({ sequence }) => sequence);
  const arrive = (...expected: number[]) =>
    eventually(`reports ${expected}`, async () =>
      sequences().length >= expected.length ? sequences() : undefined,
    );
  beforeEach(async () => {
    listener = await startTestListener((folder) => {
      mkdirSync(join(folder, 'ftp'), { recursive: true });
      return { folder: { folder: join(folder, 'ftp'), everyMs: 10 } };
    });
  });
  afterEach(() => listener.close());

  it('K31 O14 are taken as they are appended, each once, also after a restart', async () => {
    writeFileSync(path('A20261121.xml'), reportDocument(1) + reportDocument(2));
    expect(await arrive(1, 2)).to.deep.equal([1, 2]);
    appendFileSync(path('A20261121.xml'), reportDocument(3));
    expect(await arrive(1, 2, 3)).to.deep.equal([1, 2, 3]);
    await listener.restart();
    writeFileSync(path('A20261122.xml'), reportDocument(4));
    expect(await arrive(1, 2, 3, 4)).to.deep.equal([1, 2, 3, 4]);
    expect(listener.reports()[0]).to.deep.include({
      via: 'ftp',
      from: 'A20261121.xml',
      instanceId: 'sip-01',
    });
  });

  it('O14 are waited for until they are whole', async () => {
    const second = reportDocument(2);
    writeFileSync(path('a.xml'), reportDocument(1) + second.slice(0, 200));
    expect(await arrive(1)).to.deep.equal([1]);
    appendFileSync(path('a.xml'), second.slice(200));
    expect(await arrive(1, 2)).to.deep.equal([1, 2]);
    expect(listener.told).to.deep.equal([]);
  });

  it('O14 are left out, and told, where one was cut and another appended behind it', async () => {
    writeFileSync(path('a.xml'), reportDocument(1).slice(0, 200) + reportDocument(2));
    expect(await arrive(2)).to.deep.equal([2]);
    expect(listener.told).to.deep.equal(['a.xml: the document at octet 0 is not whole']);
  });

  it('are told apart from what is no report', async () => {
    writeFileSync(path('a.xml'), `<?xml version="1.0"?><a></a>${reportDocument(1)}`);
    writeFileSync(path('.hidden'), reportDocument(9));
    mkdirSync(path('folder'));
    expect(await arrive(1)).to.deep.equal([1]);
    expect(listener.told[0]).to.match(/^a\.xml: the document at octet 0 is no report:\n {2}1:22: /);
  });
});
