import { expect } from 'chai';
import { FileSystems } from '../../../../agent/handlers/host/file-systems.ts';

const ANSWER = { type: 0xef53, bsize: 4096, blocks: 1000, bfree: 400, bavail: 350, files: 250, ffree: 100 };
const never = new AbortController().signal;

describe('file systems', () => {
  it('give space in bytes, and inodes', async () => {
    const fileSystems = new FileSystems(() => Promise.resolve(ANSWER));
    expect(await fileSystems.read('/', never)).to.deep.equal({
      size: 4096000,
      free: 1638400, // 400 x 4096
      available: 1433600, // 350 x 4096
      inodes: 250,
      inodesFree: 100,
    });
  });

  it('without a fixed number of inodes, as btrfs and vfat, give none', async () => {
    const fileSystems = new FileSystems(() => Promise.resolve({ ...ANSWER, files: 0, ffree: 0 }));
    const fileSystem = await fileSystems.read('/', never);
    expect(fileSystem).to.include({ size: 4096000, inodes: undefined, inodesFree: undefined });
  });

  it('that fail give nothing, and are asked again', async () => {
    let asked = 0;
    const fileSystems = new FileSystems(() => {
      asked += 1;
      return asked === 1 ? Promise.reject(new Error('EIO: i/o error, statfs')) : Promise.resolve(ANSWER);
    });
    expect(await fileSystems.read('/', never)).to.equal(undefined);
    expect(await fileSystems.read('/', never)).to.include({ size: 4096000 });
  });

  it('that hang are given up at the signal, and not asked again until they have answered', async () => {
    const asked: string[] = [];
    let answer = (_: typeof ANSWER): void => {};
    const fileSystems = new FileSystems((mountPoint) => {
      asked.push(mountPoint);
      return mountPoint === '/'
        ? Promise.resolve(ANSWER)
        : new Promise((resolve) => {
            answer = resolve;
          });
    });
    const patience = new AbortController();
    const both = Promise.all([
      fileSystems.read('/', patience.signal),
      fileSystems.read('/media/dead', patience.signal),
    ]);
    patience.abort();
    expect((await both)[1]).to.equal(undefined);

    expect(await fileSystems.read('/media/dead', never)).to.equal(undefined);
    expect(asked).to.deep.equal(['/', '/media/dead']);

    answer(ANSWER);
    // The late answer passes through two more promises before the file system may be asked again.
    await new Promise(setImmediate);
    const again = fileSystems.read('/media/dead', never);
    answer(ANSWER);
    expect(await again).to.include({ size: 4096000 });
    expect(asked).to.deep.equal(['/', '/media/dead', '/media/dead']);
  });
});
