import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { generate } from '../../generator/generate.ts';
import { CASES, changed, changedLock, DEFINITIONS, type DiffCase, PROJECT } from '../generator/diff/cases.ts';
import { installBaseMibs } from './mib-checkers.ts';
import { requirePeer } from './peers.ts';

function build(definitions: string, lock: string | undefined) {
  const { output } = generate({
    sources: [
      { file: 'project.yaml', content: PROJECT },
      { file: 'sip.yaml', content: definitions },
    ],
    ...(lock !== undefined && { lock: { file: 'oid.lock.yaml', content: lock } }),
    handlers: new Map(),
    generator: 'kpi1',
  });
  if (!output) throw new Error('the case does not compile');
  return output;
}

const NEW_REVISION = /revision `.*' (?:has been )?added/;
const NAMES = ['EX-SIP-KPI-MIB', 'EX-VOICE-KPI-MIB'];

/** What smidiff sees is among what kpi1 diff names (test/generator/diff), and that is more. */
describe("changes of MIB modules at libsmi's smidiff (O21)", () => {
  const earlier = build(DEFINITIONS, undefined);
  let folder: string;
  let smidiff: string;

  before(function () {
    smidiff = requirePeer(this, 'smidiff');
    folder = mkdtempSync(join(tmpdir(), 'kpi1-smidiff-'));
    installBaseMibs(join(folder, 'base'));
  });
  after(() => folder && rmSync(folder, { recursive: true }));

  const write = (name: string, files: ReadonlyMap<string, string>) => {
    const [module = ''] = NAMES.filter((each) => files.has(`mibs/${each}.mib`));
    const file = join(folder, name);
    writeFileSync(file, files.get(`mibs/${module}.mib`) ?? '');
    return file;
  };
  const classify = (each: DiffCase) => {
    const now = build(changed(each), changedLock(each, earlier.lock));
    const files = [write('before.mib', earlier.files), write('now.mib', now.files)];
    const { stdout, stderr } = spawnSync(smidiff, ['-l6', '-s', ...files], {
      encoding: 'utf8',
      env: { ...process.env, SMIPATH: join(folder, 'base') },
    });
    const lines = `${stdout}${stderr}`
      .split('\n')
      .filter((line) => /\[[1-5]\]/.test(line) && !NEW_REVISION.test(line));
    if (lines.length === 0) return 'nothing';
    return lines.every((line) => line.includes('warning: description of')) ? 'a description' : 'a change';
  };

  for (const each of CASES) {
    it(`are seen as ${each.smidiff}: ${each.what}`, () => expect(classify(each)).to.equal(each.smidiff));
  }
});
