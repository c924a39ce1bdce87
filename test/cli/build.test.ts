import { mkdirSync, readFileSync, statSync, symlinkSync, unlinkSync } from 'node:fs';
import { expect } from 'chai';
import { parse } from 'yaml';
import { Folder } from './folder.ts';
import { run } from './run.ts';

const MIB = 'out/mibs/EXAMPLE-SIP-KPI-MIB.mib';
const MODEL = 'out/agent/generated/model.json';
const HANDLER = 'out/agent/handlers/example-sip-kpi-mib.ts';
const WRITTEN = [
  'out/mibs/KPI1-MIB.mib',
  MIB,
  MODEL,
  'out/agent/generated/example-sip-kpi-mib.gen.ts',
  HANDLER,
  'defs/oid.lock.yaml',
];

describe('kpi1 build', () => {
  const cacheHome = process.env['XDG_CACHE_HOME'];
  let folder: Folder;
  beforeEach(() => {
    folder = new Folder();
    process.env['XDG_CACHE_HOME'] = folder.at('cache');
  });
  afterEach(() => {
    if (cacheHome === undefined) delete process.env['XDG_CACHE_HOME'];
    else process.env['XDG_CACHE_HOME'] = cacheHome;
    folder.remove();
  });

  const build = (...more: readonly string[]) =>
    run('build', folder.at('defs'), '--out', folder.at('out'), ...more);
  /** All but the cache, which is nobody's business. */
  const tree = () =>
    Object.fromEntries(Object.entries(folder.tree()).filter(([name]) => !name.startsWith('cache')));
  const DONE = { code: 0, err: '' };
  /** Adds a second module, EXAMPLE-IMS-KPI-MIB. */
  const addModule = () => {
    const second = folder
      .read('defs/sip.yaml')
      .replace('EXAMPLE-SIP', 'EXAMPLE-IMS')
      .replace('exSip', 'exIms');
    folder.write('defs/ims.yaml', second.replace(/- name: (Session|Busiest)|\[Session/g, '$& IMS'));
  };

  /** Runs a build that is to fail, and holds that it left everything as it was. */
  async function failBuild(...more: readonly string[]) {
    const before = tree();
    const result = await build(...more);
    expect(tree()).to.deep.equal(before);
    expect(result.code).to.equal(1);
    return result;
  }

  it('writes MIB modules, the model, contracts, handlers and the lock, and names each', async () => {
    const { out, ...rest } = await build();
    expect(rest).to.deep.equal(DONE);
    const files = [...out.matchAll(/^wrote (.*)\n/gm)].map(([, file = '']) => file);
    // What is below nms/ is named as well, and not listed here.
    const isOurs = (file: string) => !file.startsWith(folder.at('out', 'nms'));
    expect(files.filter(isOurs)).to.deep.equal(WRITTEN.map((name) => folder.at(name)));
    for (const file of files) expect(readFileSync(file, 'utf8')).to.not.equal('');
    const there = Object.keys(folder.tree('out')).filter((name) => statSync(folder.at('out', name)).isFile());
    expect(there.map((name) => folder.at('out', name))).to.have.members(
      files.filter((file) => file.startsWith(folder.at('out'))),
    );
  });

  it('writes to the current folder unless told otherwise', async () => {
    const here = process.cwd();
    process.chdir(folder.path);
    try {
      const { out } = await run('build', 'defs');
      expect(out).to.contain('wrote mibs/KPI1-MIB.mib\n').and.contain('wrote defs/oid.lock.yaml\n');
    } finally {
      process.chdir(here);
    }
  });

  it('says that nothing has changed when it is run again, and changes nothing', async () => {
    await build();
    const before = tree();
    expect(await build()).to.deep.equal({ ...DONE, out: 'Nothing has changed since the last build.\n' });
    process.env['XDG_CACHE_HOME'] = folder.at('another cache');
    expect(await build()).to.deep.equal({ ...DONE, out: 'Everything is as it should be.\n' });
    const { out, ...rest } = await build('--check');
    expect(rest).to.deep.equal(DONE);
    expect(out).to.equal('What is there is what would be written.\n');
    expect(Object.keys(tree()).filter((name) => !name.startsWith('another'))).to.deep.equal(
      Object.keys(before),
    );
    expect(tree()).to.include(before);
  });

  it('gives the same bytes for the same input, wherever it is built (O21)', async () => {
    const other = new Folder();
    try {
      await build();
      await run('build', other.at('defs'), '--out', other.at('out'));
      expect(other.tree('out')).to.deep.equal(folder.tree('out'));
      expect(other.read('defs/oid.lock.yaml')).to.equal(folder.read('defs/oid.lock.yaml'));
    } finally {
      other.remove();
    }
  });

  it('makes again what was changed or removed, and keeps what it never wrote', async () => {
    await build();
    const built = folder.tree('out');
    folder.edit(MIB, /current/, 'mandatory');
    unlinkSync(folder.at(MODEL));
    folder.write('out/mibs/OTHER-MIB.mib', 'OTHER-MIB DEFINITIONS ::= BEGIN END\n');
    const { out } = await build();
    expect(out).to.equal(`wrote ${folder.at(MIB)}\nwrote ${folder.at(MODEL)}\n`);
    expect(folder.tree('out')).to.include(built).and.to.have.property('mibs/OTHER-MIB.mib');
  });

  it('removes below nms/ what project.yaml no longer chooses, and keeps what is not its own', async () => {
    await build();
    folder.write('out/nms/nagios/mine.cfg', 'define host {\n}\n');
    folder.write('defs/project.yaml', `${folder.read('defs/project.yaml')}nms: [html]\n`);
    const check = await failBuild('--check');
    expect(check.out).to.match(/nms.snmptt.KPI1-MIB\.conf:1:1: .*`nms` of project\.yaml leaves it out/);
    const { code } = await build();
    expect(code).to.equal(0);
    const left = Object.entries(folder.tree('out/nms')).filter(([, holds]) => holds !== 'folder');
    expect(left.map(([name]) => name)).to.deep.equal(['html/index.html', 'nagios/mine.cfg']);
    expect((await build('--check')).code).to.equal(0);
  });

  it('never touches a handler that is there (user code is never lost)', async () => {
    await build();
    const mine = folder.read(HANDLER).replace('invite200: () => undefined', 'invite200: () => 200');
    folder.write(HANDLER, mine);
    folder.edit('defs/sip.yaml', 'INVITE requests received.', 'INVITE requests seen.');
    const { code, out } = await build();
    expect(code).to.equal(0);
    expect(out).to.not.contain('handlers');
    expect(folder.read(HANDLER)).to.equal(mine);
  });

  it('tells what a handler lacks and what it gives in vain, by its path, at each build', async () => {
    await build();
    folder.edit(HANDLER, /invite200.*/, 'inviteTwoHundred: () => 200,');
    const first = await build();
    expect([first.code, first.err]).to.deep.equal([0, '']);
    expect(first.out).to.contain(`${folder.at(HANDLER)}:6:3: warning HANDLER-MISSING `);
    expect(first.out).to.contain('\n  6 |   scalars: {\n');
    expect(first.out).to.contain('\n    invite200: () => undefined,\n');
    expect(first.out).to.match(/:\d+:5: warning HANDLER-ORPHAN .*scalars\.inviteTwoHundred/);
    const second = await build();
    const [warnings] = first.out.split('Everything is');
    expect(second.out).to.equal(`${warnings}Nothing has changed since the last build.\n`);
  });

  it('places what it says as it was called, wherever that was the time before', async () => {
    await build();
    folder.edit(HANDLER, /.*invite200.*/, '');
    await build();
    const here = process.cwd();
    process.chdir(folder.at('out'));
    try {
      const { out } = await run('build', '../defs', '--out', '.');
      expect(out).to.match(/^agent\/handlers\/example-sip-kpi-mib\.ts:6:3: warning /);
      expect(out).to.contain('\n  6 |   scalars: {\n');
    } finally {
      process.chdir(here);
    }
  });

  it('keeps a KPI that was removed, as obsolete in the MIB and in the lock (O21)', async () => {
    await build();
    const number = parse(folder.read('defs/oid.lock.yaml'));
    folder.edit('defs/sip.yaml', / {2}- name: Session Failure Ratio\n(?: {4}.*\n)*/, '');
    const { code, out } = await build();
    expect(code).to.equal(0);
    expect(out).to.contain(`wrote ${folder.at(MIB)}\n`);
    expect(folder.read(MIB)).to.match(/^exSip\w*Failure\w* OBJECT-TYPE\n(?: .*\n)*? {4}STATUS {6}obsolete$/m);
    expect(folder.read(MODEL)).to.not.contain('Session Failure Ratio');
    expect(folder.read('defs/oid.lock.yaml')).to.contain('Session Failure Ratio');
    expect(Object.keys(parse(folder.read('defs/oid.lock.yaml')))).to.deep.equal(Object.keys(number));
  });

  it('removes what it wrote of a module that is gone, but not its handler', async () => {
    addModule();
    await build();
    unlinkSync(folder.at('defs/ims.yaml'));
    const { code, out } = await build();
    expect(code).to.equal(0);
    expect(out).to.contain(`removed ${folder.at('out/mibs/EXAMPLE-IMS-KPI-MIB.mib')}\n`);
    expect(out).to.match(/example-ims-kpi-mib\.ts:\d+:\d+: warning HANDLER-UNUSED/);
    const left = Object.keys(folder.tree('out')).filter((name) => /ims/i.test(name));
    expect(left).to.deep.equal(['agent/handlers/example-ims-kpi-mib.ts']);
  });

  describe('--check', () => {
    it('writes nothing, and names each file that is missing', async () => {
      const { out, err } = await failBuild('--check');
      expect(err).to.equal('');
      for (const name of WRITTEN) {
        expect(out).to.contain(
          `${folder.at(name)}:1:1: error OUTPUT-DRIFT The file is missing.\n  remedy: Run kpi1 build`,
        );
      }
      const missing = out.match(/ error OUTPUT-DRIFT /g) ?? [];
      expect(out.endsWith(`\n${missing.length} errors.\n`)).to.equal(true);
    });

    it('names each file that differs or is of a module that is gone', async () => {
      addModule();
      await build();
      unlinkSync(folder.at('defs/ims.yaml'));
      folder.edit(MODEL, 'Example Inc.', 'Example');
      const { out } = await failBuild('--check');
      expect(out).to.contain(
        `${folder.at(MODEL)}:1:1: error OUTPUT-DRIFT The file is not what would be written.`,
      );
      const stale = folder.at('out/mibs/EXAMPLE-IMS-KPI-MIB.mib');
      expect(out).to.contain(`${stale}:1:1: error OUTPUT-DRIFT Its module is gone, or `);
    });

    it('says drift in every format', async () => {
      await build();
      folder.edit(MIB, /current/, 'mandatory');
      const { diagnostics } = JSON.parse((await failBuild('--check', '--format', 'json')).out);
      expect(diagnostics).to.have.length(1);
      expect(diagnostics[0])
        .to.include({ rule: 'OUTPUT-DRIFT' })
        .and.have.nested.property('place.file', folder.at(MIB));
      const { out } = await failBuild('--check', '--format', 'github');
      expect(out).to.match(/^::error file=\S+EXAMPLE-SIP-KPI-MIB\.mib,line=1,.*title=OUTPUT-DRIFT::.*\n$/);
    });
  });

  describe('with something wrong', () => {
    it('prints the problems of broken definitions and writes nothing', async () => {
      folder.edit('defs/sip.yaml', 'real(2)', 'reel(2)');
      const { out, err } = await failBuild();
      expect([out.includes('error DATA-TYPE'), err]).to.deep.equal([true, '']);
      const asJson = await failBuild('--format', 'json');
      expect(JSON.parse(asJson.out)).to.include({ errors: 1 });
    });

    it('keeps what an earlier build wrote when definitions break', async () => {
      await build();
      folder.edit('defs/sip.yaml', 'real(2)', 'reel(2)');
      await failBuild();
    });

    it('writes nothing where the lock is broken', async () => {
      await build();
      folder.write('defs/oid.lock.yaml', 'version: [1\n');
      const { out } = await failBuild();
      expect(out).to.match(/^\S+oid\.lock\.yaml:\d+:\d+: error YAML-SYNTAX /);
    });

    it('writes nothing where the lock conflicts with the definitions', async () => {
      await build();
      folder.edit('defs/project.yaml', '32473', '4711');
      const { out } = await failBuild();
      expect(out)
        .to.match(/: error LOCK-ENTERPRISE /)
        .and.to.match(/\n {2}remedy: /);
    });

    const blocked: readonly (readonly [what: string, make: () => void, said: RegExp])[] = [
      [
        'the output folder is a file',
        () => folder.write('out', ''),
        /out\/mibs\S* cannot be read \(ENOTDIR\)/,
      ],
      [
        'a folder stands where a file goes',
        () => mkdirSync(folder.at(MODEL), { recursive: true }),
        /model\.json cannot be read \(EISDIR\).*A folder stands where a file is needed/,
      ],
      [
        'a folder for the last of the files cannot be made',
        () => {
          mkdirSync(folder.at('out'));
          symlinkSync('/nowhere/at/all', folder.at('out/agent'));
        },
        /out\/agent\S* cannot be written \(E[A-Z]+\)/,
      ],
      [
        'nothing can be written there',
        () => symlinkSync('/proc/self/nothing', folder.at('out')),
        /cannot be written \(E[A-Z]+\)/,
      ],
    ];
    for (const [what, make, said] of blocked) {
      it(`leaves nothing half-written where ${what}`, async () => {
        make();
        const { out, err } = await failBuild();
        expect(out).to.equal('');
        expect(err).to.match(said).and.contain(', so nothing was changed. ');
        expect(err.trimEnd()).to.match(/[^.]\.$/);
      });
    }
  });
});
