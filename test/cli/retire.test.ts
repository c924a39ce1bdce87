import { cpSync } from 'node:fs';
import { expect } from 'chai';
import { Folder } from './folder.ts';
import { run } from './run.ts';

describe('kpi1 retire', () => {
  let folder: Folder;
  const retire = (...args: readonly string[]) => run('retire', ...args, folder.at('defs'));

  beforeEach(async () => {
    folder = new Folder();
    await run('build', folder.at('defs'), '--out', folder.at('out'));
  });
  afterEach(() => folder.remove());

  it('takes a definition out; the MIB keeps it as obsolete (O21)', async () => {
    cpSync(folder.at('defs'), folder.at('before'), { recursive: true });
    const { code, out } = await retire('registrarUp', '--revision', 'Less.', '--kind', 'measurement');
    expect(code).to.equal(0);
    expect(out).to.include('The measurement registrarUp is taken out').and.include('Next: run kpi1 build');
    expect(folder.read('defs/sip.yaml')).not.to.include('registrarUp');
    await run('build', folder.at('defs'), '--out', folder.at('out'));
    expect(folder.read('out/mibs/EXAMPLE-SIP-KPI-MIB.mib')).to.match(
      /exSipRegistrarUp OBJECT-TYPE[^:]*STATUS +obsolete/,
    );
    const changes = await run('diff', folder.at('defs'), '--against', folder.at('before'));
    expect(changes.out).to.match(/^.*breaking OBJECT-REMOVED.*registrarUp/);
    expect(changes.out).to.match(/1 breaking, 1 safe\.\n$/);
  });

  it('names every place that refers to it, and changes nothing', async () => {
    const before = folder.tree();
    const { code, err } = await retire('trunkCalls');
    expect(code).to.equal(1);
    expect(err).to.match(
      /^.*sip\.yaml:\d+:\d+: The formula of Busiest Trunk Load refers to the measurement trunkCalls\.\n/,
    );
    expect(err).to.match(/kpi1: nothing was changed\.\n$/);
    expect(folder.tree()).to.deep.equal(before);
  });
});
