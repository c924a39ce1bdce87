import { expect } from 'chai';
import fc from 'fast-check';
import { appendDocument, type RemoteFile } from '../../../agent/ftp/append-document.ts';
import type { TargetMemory } from '../../../agent/report/report-target.ts';
import { splitDocuments } from '../../../messages/split-documents.ts';

const documentOf = (sequence: number, size = 0) =>
  `<?xml version="1.0"?>\n<Report sequence="${sequence}">${'x'.repeat(size)}</Report>\n`;

/** A file on a server that can be cut off. */
class FakeFile implements RemoteFile {
  readonly name = '/in/x.xml on 127.0.0.1:21';
  content = Buffer.alloc(0);
  /** Octets of the next append that arrive before the connection breaks. */
  cutAfter: number | undefined;
  /** Of those, how many come only after so many looks at the size. */
  late: Buffer[] = [];
  appends = 0;

  size(): Promise<number> {
    const { length } = this.content;
    this.content = Buffer.concat([this.content, this.late.shift() ?? Buffer.alloc(0)]);
    return Promise.resolve(length);
  }

  append(bytes: Uint8Array): Promise<void> {
    this.appends++;
    const arrived = bytes.subarray(0, this.cutAfter);
    this.content = Buffer.concat([this.content, arrived]);
    if (this.cutAfter === undefined) return Promise.resolve();
    this.cutAfter = undefined;
    return Promise.reject(new Error('cut'));
  }
}

function createMemory(): TargetMemory {
  let kept = '';
  return {
    get: () => kept,
    set: (text) => {
      kept = text;
    },
  };
}

const noPause = () => Promise.resolve();
const deliver = (file: RemoteFile, memory: TargetMemory, sequence: number, text = documentOf(sequence)) =>
  appendDocument(file, Buffer.from(text), sequence, memory, noPause);
/** Again and again, as the outbox does. */
async function deliverAtLast(file: RemoteFile, memory: TargetMemory, sequence: number): Promise<string> {
  for (;;) {
    const outcome = await deliver(file, memory, sequence).catch(() => undefined);
    if (outcome) return outcome;
  }
}

describe('A document appended to a file', () => {
  it('that is cut anywhere is completed, octet by octet as it should be (O14)', async () => {
    const whole = documentOf(7, 20);
    for (let cut = 0; cut <= whole.length; cut++) {
      const file = new FakeFile();
      file.content = Buffer.from(documentOf(6));
      const memory = createMemory();
      file.cutAfter = cut;
      await deliver(file, memory, 7, whole).then(
        () => expect.fail('it was cut'),
        () => {},
      );
      expect(await deliver(file, memory, 7, whole)).to.equal(cut === whole.length ? 'found' : 'resumed');
      expect(file.content.toString()).to.equal(documentOf(6) + whole);
    }
  });

  it('that arrived whole before its acknowledgement got lost is not sent again', async () => {
    const file = new FakeFile();
    const memory = createMemory();
    file.cutAfter = documentOf(1).length;
    await deliver(file, memory, 1).catch(() => {});
    expect(await deliver(file, memory, 1)).to.equal('found');
    expect(file.appends).to.equal(1);
  });

  it('is not completed while the rest of an earlier try may still arrive', async () => {
    const file = new FakeFile();
    const memory = createMemory();
    file.cutAfter = 10;
    await deliver(file, memory, 1).catch(() => {});
    file.late = [Buffer.from(documentOf(1)).subarray(10, 20), Buffer.from(documentOf(1)).subarray(20)];
    expect(await deliver(file, memory, 1)).to.equal('found');
    expect(file.content.toString()).to.equal(documentOf(1));
  });

  const surprises: readonly [what: string, surprise: (file: FakeFile) => void][] = [
    ['has been fetched and is gone', (file) => (file.content = Buffer.alloc(0))],
    ['has become smaller', (file) => (file.content = file.content.subarray(0, 5))],
    [
      'was written by somebody else',
      (file) => (file.content = Buffer.concat([file.content, Buffer.from(documentOf(99, 500))])),
    ],
  ];
  for (const [what, surprise] of surprises) {
    it(`is appended anew where the file ${what} after the cut, and is not mixed with what is torn`, async () => {
      const file = new FakeFile();
      file.content = Buffer.from(documentOf(1, 50));
      const memory = createMemory();
      file.cutAfter = 30;
      await deliver(file, memory, 2).catch(() => {});
      surprise(file);
      expect(await deliver(file, memory, 2)).to.equal('appended');
      const last = splitDocuments(file.content).at(-1);
      expect(last?.isTorn).to.equal(false);
      expect(Buffer.from(last?.bytes ?? []).toString()).to.equal(documentOf(2));
    });
  }

  it('is appended anew where it is another than was begun', async () => {
    const file = new FakeFile();
    const memory = createMemory();
    file.cutAfter = 30;
    await deliver(file, memory, 2).catch(() => {});
    expect(await deliver(file, memory, 2, documentOf(2, 9))).to.equal('appended');
    expect(splitDocuments(file.content).map(({ isTorn }) => isTorn)).to.deep.equal([true, false]);
  });

  it('is an error that names the file where that is not as large as it must be then', async () => {
    const file = new FakeFile();
    const append = file.append.bind(file);
    file.append = (bytes) => append(Buffer.concat([bytes, Buffer.from('?')]));
    const problem = await deliver(file, createMemory(), 1).catch((error: Error) => error.message);
    expect(problem).to.match(/^\/in\/x\.xml on 127\.0\.0\.1:21 has \d+ octets where \d+ were expected/);
  });

  it('counts as delivered where the server acknowledges it and never tells a size', async () => {
    const file = new FakeFile();
    file.size = () => Promise.resolve(0);
    expect(await deliver(file, createMemory(), 1)).to.equal('unverified');
  });

  it('begins anew with a memory that cannot be read', async () => {
    for (const text of ['{', 'null', '{"base":"x"}', '[]']) {
      const memory = createMemory();
      memory.set(text);
      expect(await deliver(new FakeFile(), memory, 1)).to.equal('appended');
    }
  });

  it('is there once and whole, in order, however often connections are cut (O14)', async () => {
    const cuts = fc.array(fc.option(fc.nat(60), { nil: undefined }), { minLength: 1, maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(cuts, async (plan) => {
        const file = new FakeFile();
        const memory = createMemory();
        const append = file.append.bind(file);
        file.append = (bytes) => {
          file.cutAfter = plan.shift();
          return append(bytes);
        };
        for (let sequence = 1; sequence <= 5; sequence++) await deliverAtLast(file, memory, sequence);
        expect(file.content.toString()).to.equal([1, 2, 3, 4, 5].map((each) => documentOf(each)).join(''));
      }),
      { numRuns: 100, seed: 3 },
    );
  });
});
