import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { freePort } from '../interop/free-port.ts';
import { AUTHOR, LinkedProject } from '../interop/linked-project.ts';
import { requirePeer } from '../interop/peers.ts';
import { bare } from './elsewhere.ts';
import { follow } from './follow.ts';
import { findBlocks } from './markdown.ts';

/** In a folder with the sources' place in it, beside which the tutorial makes its project; intervals are shortened. */
describe('The tutorial', function () {
  this.timeout(120_000);
  const around = new LinkedProject();
  const shop = new LinkedProject(join(around.folder, 'shop'));
  let port: number;
  let http: number;
  before(async function () {
    requirePeer(this, 'snmpget');
    requirePeer(this, 'snmpwalk');
    [port, http] = [await freePort('udp'), await freePort('tcp')];
    around.link();
    mkdirSync(join(around.folder, 'kpi1'));
    writeFileSync(join(around.folder, 'kpi1-0.1.0.tgz'), '');
  });
  after(() => around.remove());

  /** What the installation of the package does, and quicker figures. */
  function install(): undefined {
    shop.link();
    shop.edit('kpi-defs/shop.yaml', 'reportingFrequency: 10s', 'reportingFrequency: 1s');
    shop.edit('agent.yaml', 'every: 5s', 'every: 1s');
    shop.edit('agent.yaml', '127.0.0.1:1161', `127.0.0.1:${port}`);
    shop.edit('agent.yaml', '127.0.0.1:8161', `127.0.0.1:${http}`);
  }

  const inFolder = (folder: string) => ({
    folder,
    variables: { ...AUTHOR, PATH: around.path },
    instead: { '127.0.0.1:1161': `127.0.0.1:${port}` },
  });

  it('has commands that do what it says', () => {
    const { instead, ...there } = inFolder(join(around.folder, 'kpi1'));
    return follow('docs/tutorial.md', {
      ...there,
      instead: { ...instead, 'reportingFrequency: 10s': 'reportingFrequency: 1s' },
      before: { 'git init': install },
    });
  });

  it('makes a project whose README has commands that do what it says', async () => {
    const [make, ask] = findBlocks('shop/README.md', shop.read('README.md'));
    const [install, ...commands] = make?.text.trim().split('\n').map(bare) ?? [];
    expect([install, commands]).to.deep.equal(['npm install', ['npm run build', 'npm run agent']]);
    const block = (manner: string, text = '') => ({ place: 'shop/README.md', language: 'sh', manner, text });
    const [build, agent] = commands;
    const blocks = [block('run', build), block('start', agent), block('until percent', ask?.text)];
    await follow('shop/README.md', inFolder(shop.folder), blocks);
  });
});
