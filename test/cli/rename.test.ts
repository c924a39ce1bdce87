import { mkdirSync } from 'node:fs';
import { expect } from 'chai';
import { Folder } from './folder.ts';
import { run } from './run.ts';

describe('kpi1 rename', () => {
  let folder: Folder;
  const rename = (...args: readonly string[]) => run('rename', ...args, folder.at('defs'));

  beforeEach(async () => {
    folder = new Folder();
    await run('build', folder.at('defs'), '--out', folder.at('out'));
  });
  afterEach(() => folder.remove());

  it('renames in definitions and lock, and says what else knows the name (O21)', async () => {
    const { code, out, err } = await rename('inviteAttempts', 'sessionAttempts');
    expect([code, err]).to.deep.equal([0, '']);
    expect(out).to.match(
      /^wrote .*sip\.yaml\nwrote .*oid\.lock\.yaml\nThe measurement inviteAttempts is called/,
    );
    expect(out)
      .to.include('--check-config')
      .and.match(/Next: add a revision .*run kpi1 build.*\n$/);
    expect(folder.read('defs/sip.yaml')).to.include('100 * invite200 / (sessionAttempts - invite3xx)');
    expect(folder.read('defs/oid.lock.yaml')).to.include(
      'sessionAttempts: { arc: 1, descriptor: exSipInviteAttempts',
    );
    expect((await run('build', folder.at('defs'), '--out', folder.at('out'))).code).to.equal(0);
  });

  it('adds a revision of today', async () => {
    const { out } = await rename('EXAMPLE-SIP-KPI-MIB', 'EXAMPLE-VOICE-MIB', '--revision', 'Another name.');
    expect(out).to.include('Next: run kpi1 build');
    expect(folder.read('defs/sip.yaml')).to.match(
      /revisions:\n {4}- \{ date: 20\d\d-\d\d-\d\d, description: Another name\. \}\n/,
    );
  });

  it('changes nothing where it refuses', async () => {
    const before = folder.tree();
    const unknown = await rename('inviteAttemts', 'x');
    expect(unknown).to.deep.equal({
      code: 1,
      out: '',
      err: 'kpi1: There is no module, object, measurement or KPI `inviteAttemts`.\nremedy: Did you mean `inviteAttempts`?\nkpi1: nothing was changed.\n',
    });
    const taken = await rename('invite200', 'invite3xx');
    expect(taken.err).to.match(/sip\.yaml:\d+:\d+: The name `invite3xx` is taken already/);
    expect(folder.tree()).to.deep.equal(before);
  });

  it('changes nothing where a file cannot be written', async () => {
    // A folder stands where the lock would be staged.
    mkdirSync(folder.at('defs', `oid.lock.yaml.${process.pid}.new`));
    const before = folder.tree();
    const { code, err } = await rename('invite200', 'x');
    expect([code, err.includes('so nothing was changed')], err).to.deep.equal([1, true]);
    expect(folder.tree()).to.deep.equal(before);
  });

  it('is called wrongly without a new name, or with a kind that is none', async () => {
    expect((await run('rename', 'invite200')).code).to.equal(2);
    expect((await rename('invite200', 'x', '--kind', 'figure')).code).to.equal(2);
  });
});
