import { cpSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort } from '../interop/free-port.ts';
import { LinkedProject } from '../interop/linked-project.ts';
import { requirePeer } from '../interop/peers.ts';
import { follow } from './follow.ts';
import { findBlocks } from './markdown.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** Documents that begin with definitions, each in a folder of its own. */
describe('The commands on definitions, in', function () {
  this.timeout(60_000);
  let project: LinkedProject;
  beforeEach(() => {
    project = new LinkedProject();
    project.link();
  });
  afterEach(() => project.remove());
  const bring = (path: string, to = path) =>
    cpSync(join(ROOT, path), join(project.folder, to), { recursive: true });
  const inProject = (folder = '.') => ({
    folder: join(project.folder, folder),
    variables: { PATH: project.path },
  });

  it('README.md', async function () {
    requirePeer(this, 'snmpwalk');
    for (const path of ['kpi-defs', 'examples', 'agent/handlers']) bring(path);
    const port = await freePort('udp');
    project.edit('kpi-defs/host.yaml', 'reportingFrequency: 10s', 'reportingFrequency: 1s');
    project.edit('examples/agent-host.yaml', '127.0.0.1:1161', `127.0.0.1:${port}`);
    project.edit('examples/agent-host.yaml', 'every: 5s', 'every: 1s');
    const theLineItPrints = (printed: string) => /Read it with\n +(.*)/.exec(printed)?.[1];
    await follow('README.md', { ...inProject(), before: { 'HOST-KPI-MIB::': theLineItPrints } });
  });

  it('docs/diff.md', async () => {
    for (const path of ['kpi-defs/project.yaml', 'kpi-defs/sip.yaml']) bring(path);
    project.edit('kpi-defs/sip.yaml', 'date: 2026-11-21', 'date: 2025-01-01');
    // Where no formula needs it any more.
    project.edit('kpi-defs/sip.yaml', ' + invite603', '');
    project.run('kpi1 build && mkdir here && cp -r kpi-defs released && cp -r kpi-defs here/defs');
    project.run(
      'mv kpi-defs here && cd here && git init -q -b main && git add . && git commit -q -m "First"',
    );
    const asCommitted = () => void project.run('git -C here checkout -q .');
    await follow('docs/diff.md', { ...inProject('here'), before: { 'kpi1 retire': asCommitted } });
  });

  it('docs/import.md', async () => {
    bring('test/fixtures/mibs', '.');
    await follow('docs/import.md', inProject());
  });

  it('docs/simulate.md', async () => {
    for (const path of ['kpi-defs', 'agent/generated']) {
      mkdirSync(join(project.folder, path, '..'), { recursive: true });
      symlinkSync(join(ROOT, path), join(project.folder, path));
    }
    const [faults] = findBlocks('docs/simulate.md').filter(({ language }) => language === 'yaml');
    writeFileSync(join(project.folder, 'faults.yaml'), faults?.text ?? '');
    await follow('docs/simulate.md', {
      ...inProject(),
      instead: {
        'kpi1 simulate': `kpi1 simulate --listen 127.0.0.1:${await freePort('udp')}`,
        '127.0.0.1:1162': `127.0.0.1:${await freePort('udp')}`,
        '127.0.0.1:8161': `127.0.0.1:${await freePort('tcp')}`,
      },
    });
  });
});
