import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { run } from '../cli/run.ts';
import { installBaseMibs, lintWithSmilint, loadWithNetSnmp } from './mib-checkers.ts';
import { requirePeer } from './peers.ts';

const FIXTURES = fileURLToPath(new URL('../fixtures/mibs/', import.meta.url));
const NAMES = [
  'acmePbxVersion',
  'acmePbxErrors',
  'acmePbxLoad',
  'acmePbxOldLoad',
  'acmePbxTrunkTable',
  'acmePbxTrunkEntry',
  'acmePbxTrunkName',
  'acmePbxTrunkCalls',
  'acmePbxTrunkLine',
  'acmePbxTrunkOctets',
].map((name) => `ACME-PBX-MIB::${name}`);

describe('an imported MIB, before and after (O21)', () => {
  let folder: string;
  let base: string;

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'kpi1-import-'));
    base = join(folder, 'base');
    installBaseMibs(base);
    mkdirSync(join(folder, 'vendor'));
    for (const module of ['ACME-SMI', 'ACME-PBX-MIB']) {
      cpSync(`${FIXTURES}${module}.mib`, join(folder, 'vendor', `${module}.mib`));
    }
    const files = ['ACME-SMI.mib', 'ACME-PBX-MIB.mib'].map((file) => `${FIXTURES}${file}`);
    expect((await run('import', ...files, '--out', join(folder, 'defs'))).code).to.equal(0);
    expect((await run('build', join(folder, 'defs'), '--out', folder)).code).to.equal(0);
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  it('is without any complaint of smilint', function () {
    const modules = ['ACME-PBX-MIB', 'KPI1-MIB'];
    const output = lintWithSmilint(requirePeer(this, 'smilint'), {
      folder: join(folder, 'mibs'),
      base,
      modules,
    });
    expect(output).to.equal('');
  });

  it('is so where the MIB is one in use, too', async function () {
    const file = '/usr/share/snmp/mibs/UCD-SNMP-MIB.txt';
    const smilint = requirePeer(this, 'smilint');
    const ucd = join(folder, 'ucd');
    const { code, out } = await run('import', file, '--out', join(ucd, 'defs'));
    expect([code, out.includes('lie below 1.3.6.1.4.1.2021.252.')], out).to.deep.equal([0, true]);
    expect((await run('build', join(ucd, 'defs'), '--out', ucd)).code).to.equal(0);
    const modules = ['UCD-SNMP-MIB', 'KPI1-MIB'];
    expect(lintWithSmilint(smilint, { folder: join(ucd, 'mibs'), base, modules })).to.equal('');
  });

  it('has the same OIDs for Net-SNMP under the same names', function () {
    const snmptranslate = requirePeer(this, 'snmptranslate');
    const vendor = { folder: join(folder, 'vendor'), base, modules: ['ACME-SMI', 'ACME-PBX-MIB'] };
    const ours = { folder: join(folder, 'mibs'), base, modules: ['ACME-PBX-MIB'] };
    const [was, is] = [vendor, ours].map((mibs) => loadWithNetSnmp(snmptranslate, mibs, NAMES));
    expect(is!.complaints).to.equal('');
    expect(was!.oids).to.have.length(NAMES.length);
    expect(is!.oids).to.deep.equal(was!.oids);
  });
});
