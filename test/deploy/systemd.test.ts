import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { requirePeer } from '../interop/peers.ts';
import { readDeployed } from './deployed.ts';

/** As docs/operations.md has it: of 10, where 0 is nothing to attack. */
const EXPOSURE = 1.3;

describe('The unit of systemd', function () {
  this.timeout(20_000);
  let folder: string;
  let unit: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'kpi1-systemd-'));
    unit = join(folder, 'kpi1-agent.service');
    // verify asks for programs that are there.
    writeFileSync(
      unit,
      readDeployed('systemd/kpi1-agent.service').replace('/usr/bin/kpi1', process.execPath),
    );
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  const analyze = (program: string, ...args: readonly string[]) => {
    const { status, stdout, stderr } = spawnSync(program, [...args, unit], { encoding: 'utf8' });
    return { status, said: `${stdout}${stderr}` };
  };

  it('is clean to systemd-analyze verify', function () {
    const program = requirePeer(this, 'systemd-analyze');
    expect(analyze(program, 'verify')).to.deep.equal({ status: 0, said: '' });
    writeFileSync(`${unit}`, `${readDeployed('systemd/kpi1-agent.service')}Nonsense=yes\n`);
    expect(analyze(program, 'verify').said, 'it is looked at').to.contain('Nonsense');
  });

  it('exposes as little as the documentation says', function () {
    const program = requirePeer(this, 'systemd-analyze');
    const { said } = analyze(program, 'security', '--offline=true', '--no-pager');
    const [, exposure] = /Overall exposure level for .*: ([\d.]+)/.exec(said) ?? [];
    expect(Number(exposure), said).to.be.at.most(EXPOSURE);
  });
});
