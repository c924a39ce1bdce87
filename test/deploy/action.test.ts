import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { LinkedProject } from '../interop/linked-project.ts';
import { action, ROOT } from './deployed.ts';

interface Step {
  readonly name: string;
  readonly run: string;
  readonly env?: Record<string, string>;
}

/** The steps of action.yml, with a `gh` that writes down how it is called instead of asking GitHub. */
describe('The GitHub Action', function () {
  this.timeout(60_000);
  const { inputs, runs } = action() as {
    inputs: Record<string, { default: string }>;
    runs: { steps: Step[] };
  };
  const project = new LinkedProject();
  before(async () => {
    await project.create('shop');
    project.run('git remote add origin .');
    project.addProgram('gh', GH);
  });
  after(() => project.remove());

  /** Runs a step as GitHub does in a pull request to main; gives what it printed, or threw. */
  function step(name: string, given: Record<string, string> = {}): string {
    const { run, env = {} } = runs.steps.find((each) => each.name === name) as Step;
    for (const file of ['summary.md', 'gh.log']) writeFileSync(join(project.folder, '.git', file), '');
    const said = (expression: string) => {
      const [, input] = /^\$\{\{ inputs\.([\w-]+) \}\}$/.exec(expression) ?? [];
      if (input !== undefined) return given[input] ?? inputs[input]?.default ?? '';
      return expression.includes('pull_request.number') ? '17' : expression;
    };
    const variables = Object.fromEntries(Object.entries(env).map(([key, value]) => [key, said(value)]));
    return project.run(run, {
      ...variables,
      ...{ GITHUB_ACTION_PATH: ROOT, GITHUB_BASE_REF: 'main', GITHUB_REPOSITORY: 'example/shop' },
      ...{
        GITHUB_STEP_SUMMARY: join(project.folder, '.git/summary.md'),
        GH_LOG: join(project.folder, '.git/gh.log'),
      },
      ...(given['gh'] && { GH_KNOWS: given['gh'] }),
    });
  }
  const written = (file: string) => readFileSync(join(project.folder, '.git', file), 'utf8');

  it('asks in each step for nothing that could be code', () => {
    for (const { name, run } of runs.steps) expect(run, name).not.to.contain('${{');
  });

  it('installs, checks, builds and compares', () => {
    expect(runs.steps.map(({ name }) => name)).to.deep.equal(['Install', CHECK, BUILD, DIFF]);
    expect(runs.steps[0]?.run).to.equal('npm ci');
    step(CHECK);
    step(BUILD);
    step(DIFF);
    expect(written('summary.md')).to.match(/^<!-- kpi1 diff -->\n/);
  });

  it('fails where a definition has an error, or what is generated is not what is committed', () => {
    project.edit('kpi-defs/shop.yaml', 'unit: bytes', 'unit: ""');
    expect(() => step(CHECK)).to.throw(/::error file=kpi-defs\/shop\.yaml,/);
    project.run('git checkout -q .');
    project.edit('kpi-defs/shop.yaml', 'unit: bytes', 'unit: octets');
    expect(() => step(BUILD)).to.throw(/::error .*The file is not what would be written/);
    project.run('git checkout -q .');
  });

  describe('where a change breaks pollers', () => {
    before(() => project.edit('kpi-defs/shop.yaml', 'dataType: real(2)', 'dataType: real(3)'));
    after(() => project.run('git checkout -q .'));

    it('fails, and comments on the pull request', () => {
      expect(() => step(DIFF)).to.throw(/::error .*real\(2\)/);
      const log = written('gh.log');
      expect(log).to.contain('api --silent --method POST repos/example/shop/issues/17/comments');
      expect(log).to.contain('<!-- kpi1 diff -->').and.to.contain('real(3)');
      expect(written('summary.md')).to.contain('real(3)');
    });

    it('renews its comment', () => {
      expect(() => step(DIFF, { gh: '4711' })).to.throw(/::error /);
      expect(written('gh.log')).to.contain('--method PATCH repos/example/shop/issues/comments/4711');
    });

    it('says so where it may not comment, and judges the change all the same', () => {
      expect(() => step(DIFF, { gh: 'forbidden' })).to.throw(
        /::warning title=kpi1::.*could not be commented(.|\n)*::error /,
      );
    });

    it('passes and does not comment where it is told to', () => {
      step(DIFF, { 'fail-on': 'never', comment: 'false' });
      expect(written('gh.log')).to.equal('');
    });
  });
});

const CHECK = 'Definitions are in order';
const BUILD = 'What is generated is what is committed';
const DIFF = 'What changes mean to those who poll';

/** Knows a comment of this id; writes down its arguments, and the comment that it is given. */
const GH = `
[ "$GH_KNOWS" = forbidden ] && exit 1
echo "$@" >>"$GH_LOG"
for argument in "$@"; do case $argument in body=@*) cat "\${argument#body=@}" >>"$GH_LOG" ;; esac; done
case "$*" in *--jq*) echo "$GH_KNOWS" ;; esac
`;
