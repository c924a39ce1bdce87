import { join } from 'node:path';
import { expect } from 'chai';
import { parse } from 'yaml';
import { eventually } from './eventually.ts';
import { freePort } from './free-port.ts';
import { LinkedProject } from './linked-project.ts';
import { netSnmpManager } from './net-snmp.ts';
import { type PeerProcess, startPeer } from './peer-process.ts';
import { requirePeer } from './peers.ts';

const INSTALL = /^npm ci\b/;

describe('A project of kpi1 init', function () {
  this.timeout(120_000);
  const project = new LinkedProject();
  before(() => project.create('sip-edge'));
  after(() => project.remove());

  /** What the workflow of GitHub runs, but the installation. */
  function githubSteps(event: 'push' | 'pull_request'): string[] {
    const { jobs } = parse(project.read('.github/workflows/kpi1.yml')) as {
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
    } = parse(project.read('.gitlab-ci.yml')) as {
      default: { before_script: string[] };
      definitions: { script: string[] };
      diff: { script: string[] };
    };
    expect(common.before_script).to.have.length(1);
    expect(common.before_script[0]).to.match(INSTALL);
    return [...definitions.script, ...diff.script];
  }

  /** A command as every CI has it: without the way that it is called, and the way that problems are printed. */
  const plain = (command: string) => command.replace(/^npx /, '').replace(/ --format github$/, '');

  it('has the same commands for its test and in both CIs', () => {
    const { scripts } = JSON.parse(project.read('package.json')) as { scripts: Record<string, string> };
    const steps = githubSteps('push').map(plain);
    expect(steps).to.have.length(3);
    expect(scripts['test']?.split(' && ')).to.deep.equal(steps);
    expect(gitlabLines().slice(0, 3).map(plain)).to.deep.equal(steps);
  });

  it('passes its CI at GitHub', () => {
    for (const step of githubSteps('push')) project.run(step);
    expect(
      project.run('git status --porcelain'),
      'the build is committed, and nothing else is there',
    ).to.equal('');
  });

  it('fails its CI at GitHub where a change breaks pollers, and not where it does not', () => {
    project.run('git update-ref refs/remotes/origin/main main');
    const [diff = ''] = githubSteps('pull_request').slice(-1);
    expect(diff).to.match(/^npx kpi1 diff /);
    const base = { GITHUB_BASE_REF: 'main' };
    project.run(diff, base);
    project.edit('kpi-defs/sip-edge.yaml', 'dataType: real(2)', 'dataType: real(3)');
    expect(() => project.run(diff, base)).to.throw(/::error .*real\(2\)/);
    project.run('git checkout -q .');
  });

  it('compares with the target branch at GitLab', () => {
    project.run('git remote add origin .');
    const target = { CI_MERGE_REQUEST_TARGET_BRANCH_NAME: 'main' };
    for (const line of gitlabLines().slice(3)) project.run(line, target);
    project.run('git remote remove origin');
  });

  describe('whose agent runs', () => {
    let agent: PeerProcess;
    after(() => agent?.stop());

    it('answers snmpget with the figures of the machine', async function () {
      const programs = { snmpget: requirePeer(this, 'snmpget'), snmpwalk: requirePeer(this, 'snmpwalk') };
      const port = await freePort('udp');
      project.edit('agent.yaml', '127.0.0.1:1161', `127.0.0.1:${port}`);
      project.edit('agent.yaml', '127.0.0.1:8161', `127.0.0.1:${await freePort('tcp')}`);
      project.edit('kpi-defs/sip-edge.yaml', 'reportingFrequency: 10s', 'reportingFrequency: 1s');
      project.edit('agent.yaml', 'every: 5s', 'every: 1s');
      project.run('npm run build');
      agent = startPeer('npm', ['run', 'agent'], { cwd: project.folder });
      const manager = netSnmpManager(programs, port, {
        folder: join(project.folder, 'mibs'),
        modules: ['SIP-EDGE-KPI-MIB', 'KPI1-MIB'],
      });
      // A ratio of counters is there one interval after a level.
      const figures = await eventually(
        'the agent has values',
        async () => {
          const found = await manager.get(
            'SIP-EDGE-KPI-MIB::sipEdgeKpiMemoryUsed.0',
            'SIP-EDGE-KPI-MIB::sipEdgeKpiProcessorBusy.1',
          );
          return [...found.values()].every((value) => value.startsWith('INTEGER: ')) ? found : undefined;
        },
        30_000,
      ).catch((error: Error) => {
        throw new Error(`${error.message}\n${agent.output()}`, { cause: error });
      });
      expect(figures.size).to.equal(2);
      for (const value of figures.values()) expect(value).to.match(/^INTEGER: \d{1,3}\.\d\d percent$/);
    });
  });
});
