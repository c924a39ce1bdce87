import { expect } from 'chai';
import packageJson from '../../package.json' with { type: 'json' };
import { Folder } from './folder.ts';
import { run } from './run.ts';

const FILES = [
  '.github/workflows/kpi1.yml',
  '.gitignore',
  '.gitlab-ci.yml',
  'README.md',
  'agent.yaml',
  'agent/handlers/sip-edge-kpi-mib.ts',
  'kpi-defs/project.yaml',
  'kpi-defs/sip-edge.yaml',
  'package.json',
];

describe('kpi1 init', () => {
  let folder: Folder;
  beforeEach(() => {
    folder = new Folder();
  });
  afterEach(() => folder.remove());

  const files = (name: string) =>
    Object.entries(folder.tree(name)).flatMap(([path, holds]) => (holds === 'folder' ? [] : [path]));

  it('makes a project that is named after its folder', async () => {
    const { code, out, err } = await run('init', folder.at('SIP Edge'));
    expect({ code, err }).to.deep.equal({ code: 0, err: '' });
    expect(files('SIP Edge')).to.have.members(FILES);
    expect(out.match(/^wrote /gm)).to.have.length(FILES.length);
    expect(out).to.match(/\nNext: cd '.*SIP Edge' && npm install && npm run build && npm run agent\n$/);
    expect(JSON.parse(folder.read('SIP Edge/package.json')).dependencies.kpi1).to.equal(packageJson.version);
  });

  it('says what a shell takes as it is', async () => {
    const { out } = await run('init', folder.at("Bob's KPIs"));
    expect(out).to.include(`Next: cd '${folder.path}/Bob'\\''s KPIs' && npm install`);
  });

  it('takes name and enterprise number', async () => {
    expect((await run('init', folder.at('new'), '--name', 'sip-edge', '--enterprise', '4711')).code).to.equal(
      0,
    );
    expect(files('new')).to.have.members(FILES);
    expect(folder.read('new/kpi-defs/project.yaml')).to.contain('\nenterprise: 4711 ');
    expect(folder.read('new/kpi-defs/sip-edge.yaml')).to.contain('\n  name: SIP-EDGE-KPI-MIB\n');
  });

  it('depends on a packed kpi1 where it is given one, and keeps it', async () => {
    const packed = folder.write('kpi1-9.9.9.tgz', 'packed');
    const { code, err } = await run('init', folder.at('new'), '--package', packed);
    expect({ code, err }).to.deep.equal({ code: 0, err: '' });
    expect(files('new')).to.have.length(FILES.length + 1);
    expect(folder.read('new/vendor/kpi1-9.9.9.tgz')).to.equal('packed');
    expect(JSON.parse(folder.read('new/package.json')).dependencies.kpi1).to.equal(
      'file:vendor/kpi1-9.9.9.tgz',
    );
  });

  it('writes nothing where the packed kpi1 is none or is not there', async () => {
    for (const [given, says] of [
      [folder.at('no.tgz'), 'no.tgz does not exist'],
      [folder.write('kpi1.zip', ''), 'kpi1.zip is no package'],
    ] as const) {
      const { code, err } = await run('init', folder.at('new'), '--package', given);
      expect(code, err).to.be.above(0);
      expect(err).to.contain(says).and.contain('npm pack');
    }
    expect(Object.keys(folder.tree())).not.to.include('new');
  });

  it('leaves no mark of a template in a file', async () => {
    await run('init', folder.at('new'));
    for (const [path, text] of Object.entries(folder.tree('new')))
      expect(text, path).not.to.match(/\{\{|\}\}/);
  });

  it('names every file that is there already, and writes nothing', async () => {
    folder.write('sip-edge/package.json', '{}');
    folder.write('sip-edge/agent.yaml', 'instanceId: mine\n');
    folder.write('sip-edge/other.txt', 'mine');
    const before = folder.tree();
    const { code, out, err } = await run('init', folder.at('sip-edge'));
    expect({ code, out }).to.deep.equal({ code: 1, out: '' });
    expect(err).to.equal(
      `kpi1: ${folder.at('sip-edge', 'agent.yaml')} is there already.\n` +
        `kpi1: ${folder.at('sip-edge', 'package.json')} is there already.\n` +
        'remedy: Name another folder, or move these files away. Nothing was written.\n',
    );
    expect(folder.tree()).to.deep.equal(before);
  });

  it('adds to a folder that has other files', async () => {
    folder.write('sip-edge/service.js', 'mine');
    expect((await run('init', folder.at('sip-edge'))).code).to.equal(0);
    expect(files('sip-edge')).to.have.members([...FILES, 'service.js']);
  });

  it('writes nothing where a file stands in the way of a folder', async () => {
    folder.write('sip-edge/.github', 'mine');
    const before = folder.tree();
    const { code, err } = await run('init', folder.at('sip-edge'));
    expect(code).to.equal(1);
    expect(err).to.contain('so nothing was changed');
    expect(folder.tree()).to.deep.equal(before);
  });

  it('is called wrongly without a name that does', async () => {
    for (const args of [['42'], ['new', '--name', 'Sip'], ['new', '--name', 'a'.repeat(25)]]) {
      const [name = '', ...options] = args;
      const { code, err } = await run('init', folder.at(name), ...options);
      expect(code, args.join(' ')).to.equal(2);
      expect(err).to.contain('remedy: Give --name. ');
    }
  });

  it('is called wrongly with what is no enterprise number', async () => {
    for (const enterprise of ['0', '4294967296', '1.5', 'x', '', '-1', '1e3']) {
      const { code, err } = await run('init', folder.at('new'), `--enterprise=${enterprise}`);
      expect(code, enterprise).to.equal(2);
      expect(err).to.contain(`"${enterprise}" is no enterprise number.`);
    }
  });
});
