import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { expect } from 'chai';
import { parse } from 'yaml';
import { eventually } from './eventually.ts';
import { freePort } from './free-port.ts';
import { runKpi1 } from './kpi1.ts';
import { netSnmpManager } from './net-snmp.ts';
import { type PeerProcess, startPeer } from './peer-process.ts';
import { requirePeer } from './peers.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const INSTALL = /^npm ci\b/;

/** A project of `kpi1 init`, with this checkout as its dependency: where `npm ci` would put the package. */
describe('A project of kpi1 init', function () {
  this.timeout(120_000);
  let folder: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'kpi1-new-project-'));
    await runKpi1('init', folder, '--name', 'sip-edge');
    linkCheckout(folder);
    inProject('npm run build && git init -q -b main && git add . && git commit -q -m "First version"');
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  const read = (...path: string[]) => readFileSync(join(folder, ...path), 'utf8');
  const edit = (path: string, from: string, to: string) => {
    const text = read(path);
    expect(text).to.contain(from);
    writeFileSync(join(folder, path), text.replaceAll(from, to));
  };

  /** Runs a command line in the project as a CI job does; gives what it wrote, and throws where it fails. */
  function inProject(commands: string, variables: NodeJS.ProcessEnv = {}): string {
    const env = {
      ...process.env,
      ...AUTHOR,
      ...variables,
      PATH: `${folder}/node_modules/.bin:${process.env['PATH']}`,
    };
    const { status, stdout, stderr } = spawnSync('bash', ['-eo', 'pipefail', '-c', commands], {
      cwd: folder,
      env,
      encoding: 'utf8',
    });
    if (status !== 0) throw new Error(`${commands} ended with ${status}\n${stdout}${stderr}`);
    return stdout;
  }

  /** What the workflow of GitHub runs, but the installation. */
  function githubSteps(event: 'push' | 'pull_request'): string[] {
    const { jobs } = parse(read('.github/workflows/kpi1.yml')) as {
      jobs: { definitions: { steps: { run?: string; if?: string }[] } };
    };
    return jobs.definitions.steps.flatMap(({ run, if: condition }) =>
      run === undefined || INSTALL.test(run) || (condition && !condition.includes(`'${event}'`)) ? [] : [run],
    );
  }

  /** What the pipeline of GitLab runs, but the installation. */
  function gitlabLines(): string[] {
    const {
      default: common,
      definitions,
      diff,
    } = parse(read('.gitlab-ci.yml')) as {
      default: { before_script: string[] };
      definitions: { script: string[] };
      diff: { script: string[] };
    };
    expect(common.before_script).to.have.length(1);
    expect(common.before_script[0]).to.match(INSTALL);
    return [...definitions.script, ...diff.script];
  }

  it('has a build, and a test that passes', () => {
    expect(inProject('npm test')).to.match(/agent\.yaml is in order: SIP-EDGE-KPI-MIB from 1 source/);
    expect(inProject('git status --porcelain'), 'the build is committed, and nothing else is there').to.equal(
      '',
    );
  });

  it('passes its CI at GitHub', () => {
    const steps = githubSteps('push');
    expect(steps).to.have.length(3);
    for (const step of steps) inProject(step);
  });

  it('fails its CI at GitHub where a change breaks pollers, and not where it does not', () => {
    inProject('git update-ref refs/remotes/origin/main main');
    const [diff = ''] = githubSteps('pull_request').slice(-1);
    expect(diff).to.match(/^npx kpi1 diff /);
    const base = { GITHUB_BASE_REF: 'main' };
    inProject(diff, base);
    edit('kpi-defs/sip-edge.yaml', 'dataType: real(2)', 'dataType: real(3)');
    expect(() => inProject(diff, base)).to.throw(/::error .*real\(2\)/);
    inProject('git checkout -q .');
  });

  it('passes its CI at GitLab', () => {
    inProject('git remote add origin .');
    const target = { CI_MERGE_REQUEST_TARGET_BRANCH_NAME: 'main' };
    for (const line of gitlabLines()) inProject(line, target);
    inProject('git remote remove origin');
  });

  describe('whose agent runs', () => {
    let agent: PeerProcess;
    after(() => agent?.stop());

    it('answers snmpget with the figures of the machine', async function () {
      const programs = { snmpget: requirePeer(this, 'snmpget'), snmpwalk: requirePeer(this, 'snmpwalk') };
      const port = await freePort('udp');
      edit('agent.yaml', '127.0.0.1:1161', `127.0.0.1:${port}`);
      edit('agent.yaml', '127.0.0.1:8161', `127.0.0.1:${await freePort('tcp')}`);
      edit('kpi-defs/sip-edge.yaml', 'reportingFrequency: 10s', 'reportingFrequency: 1s');
      edit('agent.yaml', 'every: 5s', 'every: 1s');
      inProject('npm run build');
      agent = startPeer('npm', ['run', 'agent'], { cwd: folder });
      const manager = netSnmpManager(programs, port, {
        folder: join(folder, 'mibs'),
        modules: ['SIP-EDGE-KPI-MIB', 'KPI1-MIB'],
      });
      const name = 'SIP-EDGE-KPI-MIB::sipEdgeKpiMemoryUsed.0';
      const used = await eventually(
        'the agent has a value',
        async () => {
          const value = (await manager.get(name)).get(name);
          return value?.startsWith('INTEGER: ') ? value : undefined;
        },
        30_000,
      ).catch((error: Error) => {
        throw new Error(`${error.message}\n${agent.output()}`, { cause: error });
      });
      expect(used).to.match(/^INTEGER: \d{1,3}\.\d\d percent$/);
      const rows = await manager.walk('SIP-EDGE-KPI-MIB::sipEdgeKpiProcessorBusy');
      expect([...rows.keys()][0]).to.equal('SIP-EDGE-KPI-MIB::sipEdgeKpiProcessorBusy.1');
    });
  });
});

const AUTHOR = {
  GIT_AUTHOR_NAME: 'test',
  GIT_AUTHOR_EMAIL: 'test@example.com',
  GIT_COMMITTER_NAME: 'test',
  GIT_COMMITTER_EMAIL: 'test@example.com',
};

/** The command is this checkout's sources, whatever dist/ holds. */
function linkCheckout(folder: string): void {
  mkdirSync(join(folder, 'node_modules/.bin'), { recursive: true });
  symlinkSync(ROOT, join(folder, 'node_modules/kpi1'));
  const loader = pathToFileURL(createRequire(import.meta.url).resolve('tsx'));
  const command = `#!/bin/sh\nexec "${process.execPath}" --import "${loader}" "${join(ROOT, 'cli/main.ts')}" "$@"\n`;
  writeFileSync(join(folder, 'node_modules/.bin/kpi1'), command, { mode: 0o755 });
}
