import { mkdirSync, symlinkSync } from 'node:fs';
import { expect } from 'chai';
import { Folder } from './folder.ts';
import { run } from './run.ts';

describe('kpi1 check', () => {
  let folder: Folder;
  let defs: string;
  beforeEach(() => {
    folder = new Folder();
    defs = folder.at('defs');
  });
  afterEach(() => folder.remove());

  it('says that all is in order, and ends with 0', async () => {
    const out = `${defs} is in order: 1 module, 3 KPIs.\n`;
    expect(await run('check', defs)).to.deep.equal({ code: 0, out, err: '' });
  });

  it('finds the shipped sets in order', async () => {
    const shipped = new URL('../../kpi-defs', import.meta.url).pathname;
    const { code, out, err } = await run('check', shipped);
    expect([code, err]).to.deep.equal([0, '']);
    expect(out).to.equal(`${shipped} is in order: 5 modules, 54 KPIs.\n`);
  });

  it('prints every problem of every file on standard output, and ends with 1', async () => {
    folder.edit('defs/project.yaml', 'enterprise: 32473', 'enterprise: none');
    folder.edit('defs/sip.yaml', 'dataType: real(2)', 'dataType: reel(2)');
    folder.edit('defs/sip.yaml', 'max(trunkCalls)', 'max(trunkCall)');
    const { code, out, err } = await run('check', defs);
    expect([code, err]).to.deep.equal([1, '']);
    const places = [...out.matchAll(/^(\S+\.yaml:\d+:\d+): error ([A-Z-]+) /gm)].map(([, at, rule]) => [
      at,
      rule,
    ]);
    expect(places).to.deep.equal([
      [`${defs}/project.yaml:2:13`, 'FIELD-TYPE'],
      [`${defs}/sip.yaml:26:15`, 'DATA-TYPE'],
      [`${defs}/sip.yaml:46:18`, 'FORMULA-MEASUREMENT'],
    ]);
    expect(out)
      .to.contain(' 46 |     formula: max(trunkCall)')
      .and.contain('remedy: Did you mean `trunkCalls`?');
    expect(out).to.match(/\n3 errors\.\n$/);
  });

  it('ends with 0 where there are only warnings', async () => {
    folder.edit('defs/sip.yaml', 'A SIP trunk.', 'A SIP trunk, 5 µs away.');
    const { code, out, err } = await run('check', defs);
    expect([code, err]).to.deep.equal([0, '']);
    expect(out).to.match(/warning TEXT-TRANSLITERATED .*\n(.|\n)*\n1 warning\.\n.* is in order/);
  });

  const formats: readonly (readonly [format: string, read: (out: string) => unknown])[] = [
    ['json', (out) => JSON.parse(out).diagnostics.map(({ rule }: { rule: string }) => rule)],
    ['sarif', (out) => JSON.parse(out).runs[0].results.map(({ ruleId }: { ruleId: string }) => ruleId)],
    ['github', (out) => [...out.matchAll(/^::error .*title=([A-Z-]+)::/gm)].map(([, rule]) => rule)],
  ];
  for (const [format, read] of formats) {
    it(`prints nothing but ${format} on standard output where that is asked for`, async () => {
      const good = await run('check', defs, '--format', format);
      expect([good.code, good.err, read(good.out)]).to.deep.equal([0, '', []]);
      folder.edit('defs/sip.yaml', 'max(trunkCalls)', 'max(trunkCall)');
      const broken = await run('check', '--format', format, defs);
      expect([broken.code, broken.err, read(broken.out)]).to.deep.equal([1, '', ['FORMULA-MEASUREMENT']]);
    });
  }

  it('checks the lock with the definitions', async () => {
    folder.write('defs/oid.lock.yaml', 'lockfile: 99\n');
    const { code, out } = await run('check', defs);
    expect(code).to.equal(1);
    expect(out).to.match(/^\S+oid\.lock\.yaml:1:\d+: error /);
  });

  it('never writes', async () => {
    const before = folder.tree();
    await run('check', defs);
    folder.edit('defs/sip.yaml', 'real(2)', 'reel(2)');
    await run('check', defs);
    folder.edit('defs/sip.yaml', 'reel(2)', 'real(2)');
    expect(folder.tree()).to.deep.equal(before);
  });

  const missing: readonly (readonly [what: string, make: () => void, said: RegExp])[] = [
    [
      'is not there',
      () => folder.remove(),
      /^kpi1: The folder \S+defs does not exist\.\nremedy: Name the folder/,
    ],
    [
      'is a file',
      () => (defs = folder.write('file', '')),
      /^kpi1: The folder \S+file is a file, not a folder\./,
    ],
    [
      'holds no definitions',
      () => {
        defs = folder.at('empty');
        mkdirSync(defs);
      },
      /^kpi1: The folder \S+empty holds no definitions\.\nremedy: Put project\.yaml/,
    ],
    [
      'has a file that cannot be read',
      () => symlinkSync('nowhere', folder.at('defs/more.yaml')),
      /^kpi1: \S+more\.yaml does not exist\.\nremedy: /,
    ],
    [
      'has a folder where a file should be',
      () => mkdirSync(folder.at('defs/oid.lock.yaml')),
      /^kpi1: \S+oid\.lock\.yaml is a folder, not a file\.\nremedy: /,
    ],
  ];
  for (const [what, make, said] of missing) {
    it(`ends with 1, and says what to do, where the folder ${what}`, async () => {
      make();
      for (const command of ['check', 'build']) {
        const { code, out, err } = await run(command, defs);
        expect([code, out]).to.deep.equal([1, '']);
        expect(err).to.match(said);
      }
    });
  }
});
