import { execFileSync } from 'node:child_process';
import { cpSync, symlinkSync } from 'node:fs';
import { expect } from 'chai';
import { Folder } from './folder.ts';
import { run } from './run.ts';

describe('kpi1 diff', () => {
  let folder: Folder;
  const git = (...args: readonly string[]) =>
    execFileSync('git', ['-C', folder.path, '-c', 'user.name=t', '-c', 'user.email=t@example.com', ...args]);
  const diff = (...args: readonly string[]) => run('diff', folder.at('defs'), ...args);

  beforeEach(async () => {
    folder = new Folder();
    await run('build', folder.at('defs'), '--out', folder.at('out'));
    cpSync(folder.at('defs'), folder.at('before'), { recursive: true });
  });
  afterEach(() => folder.remove());

  it('says that nothing changed', async () => {
    expect(await diff('--against', folder.at('before'))).to.deep.equal({
      code: 0,
      out: 'Nothing changed.\n',
      err: '',
    });
  });

  it('fails where pollers break, with the place, what changed and what they see (O21)', async () => {
    folder.edit('defs/sip.yaml', 'unit: percent', 'unit: ratio');
    const { code, out } = await diff('--against', folder.at('before'));
    expect(code).to.equal(1);
    expect(out).to.match(
      /sip\.yaml:\d+:\d+: breaking UNIT-CHANGED .*: The unit was percent and is ratio\.\n {2}pollers see: /,
    );
    expect(out).to.match(/1 breaking, 1 risky\.\n$/);
  });

  it('fails only where --fail-on says', async () => {
    folder.edit('defs/sip.yaml', 'unit: percent', 'unit: ratio');
    expect((await diff('--against', folder.at('before'), '--fail-on', 'never')).code).to.equal(0);
    folder.edit('defs/sip.yaml', 'unit: ratio', 'unit: percent');
    folder.edit('defs/sip.yaml', /description: /, 'description: More of ');
    expect((await diff('--against', folder.at('before'))).code).to.equal(0);
    expect((await diff('--against', folder.at('before'), '--fail-on', 'safe')).code).to.equal(1);
  });

  it('takes severities and accepted changes from project.yaml, and tells what nothing needed', async () => {
    folder.edit('defs/sip.yaml', 'unit: percent', 'unit: ratio');
    folder.write(
      'defs/project.yaml',
      `${folder.read('defs/project.yaml')}diff:
  severity: { REVISION-MISSING: safe }
  accept:
    - { rule: UNIT-CHANGED, reason: Only the spelling. }
    - { rule: OID-MOVED, reason: Nothing moved. }
`,
    );
    const { code, out, err } = await diff('--against', folder.at('before'), '--fail-on', 'risky');
    expect([code, out]).to.deep.equal([0, out]);
    expect(out).to.include('accepted (breaking) UNIT-CHANGED').and.include('accepted: Only the spelling.');
    expect(err).to.equal(
      'kpi1: project.yaml accepts OID-MOVED of any, and there is no such change: take it out.\n',
    );
  });

  it('compares with a commit', async () => {
    git('init', '-q');
    git('add', 'defs');
    git('commit', '-qm', 'first');
    folder.edit('defs/sip.yaml', 'unit: percent', 'unit: ratio');
    expect((await diff('--against', 'HEAD')).out).to.include('UNIT-CHANGED');
  });

  it('compares with a commit wherever the definitions lie in the repository', async () => {
    execFileSync('git', ['init', '-q', folder.at('defs')]);
    const gitAt = (...args: readonly string[]) => git('-C', 'defs', ...args);
    gitAt('add', '.');
    gitAt('commit', '-qm', 'in the top folder');
    symlinkSync(folder.at('defs'), folder.at('link'));
    for (const defs of ['defs', 'link']) {
      const { code, out, err } = await run('diff', folder.at(defs), '--against', 'HEAD');
      expect([code, out, err]).to.deep.equal([0, 'Nothing changed.\n', '']);
    }
    const below = folder.at('defs', 'größen & [co]');
    cpSync(folder.at('before'), below, { recursive: true });
    expect((await run('diff', below, '--against', 'HEAD')).err).to.include(
      'HEAD has no definitions in größen & [co].',
    );
    gitAt('add', '.');
    gitAt('commit', '-qm', 'below it');
    expect((await run('diff', below, '--against', 'HEAD')).out).to.equal('Nothing changed.\n');
  });

  it('compares with a commit in a hook of a linked work tree', async () => {
    git('init', '-q');
    git('add', 'defs');
    git('commit', '-qm', 'first');
    git('worktree', 'add', '-q', folder.at('linked'));
    process.env.GIT_DIR = folder.at('.git', 'worktrees', 'linked');
    try {
      const { out, err } = await run('diff', folder.at('linked', 'defs'), '--against', 'HEAD');
      expect([out, err]).to.deep.equal(['Nothing changed.\n', '']);
    } finally {
      delete process.env.GIT_DIR;
    }
  });

  it('says which side has the errors, where it is the earlier one', async () => {
    git('init', '-q');
    folder.edit('defs/sip.yaml', 'unit: percent', 'units: percent');
    git('add', 'defs');
    git('commit', '-qm', 'broken');
    folder.edit('defs/sip.yaml', 'units: percent', 'unit: percent');
    const { code, out, err } = await diff('--against', 'HEAD');
    expect([code, out]).to.deep.equal([1, '']);
    expect(err)
      .to.contain('HEAD:defs/sip.yaml:')
      .and.match(
        /kpi1: The definitions of HEAD have errors: .*\nremedy: Compare with a version that has none/,
      );
  });

  it('says that there is no git where there is none', async () => {
    const { PATH } = process.env;
    process.env['PATH'] = folder.path;
    try {
      const { code, err } = await diff('--against', 'HEAD');
      expect([code, err.includes('kpi1: git cannot be run: ')], err).to.deep.equal([1, true]);
    } finally {
      process.env['PATH'] = PATH;
    }
  });

  it('says that a clone is shallow where it lacks the commit', async () => {
    git('init', '-q', '-b', 'main');
    git('add', 'defs');
    git('commit', '-qm', 'first');
    git('commit', '-qm', 'second', '--allow-empty');
    const clone = folder.at('clone');
    execFileSync('git', ['clone', '-q', '--depth', '1', `file://${folder.path}`, clone]);
    const { code, err } = await run('diff', `${clone}/defs`, '--against', 'HEAD~1');
    expect([code, err.includes('remedy: The clone is shallow: fetch ')], err).to.deep.equal([1, true]);
  });

  it('says what is wrong with what it is to compare with', async () => {
    git('init', '-q');
    for (const against of ['no-such-commit', '--output=x']) {
      const { code, err } = await diff(`--against=${against}`);
      expect([code, err.includes('remedy: --against takes')], err).to.deep.equal([1, true]);
    }
    folder.write('before/sip.yaml', 'module: [');
    const broken = await diff('--against', folder.at('before'));
    expect([broken.code, broken.out]).to.deep.equal([1, '']);
    expect(broken.err).to.include('YAML-SYNTAX');
  });

  it('writes JSON, workflow commands, SARIF and Markdown', async () => {
    folder.edit('defs/sip.yaml', 'unit: percent', 'unit: ratio');
    const as = async (format: string) =>
      (await diff('--against', folder.at('before'), '--format', format)).out;
    expect(JSON.parse(await as('json'))).to.include({ breaking: 1, risky: 1, safe: 0 });
    expect(await as('github')).to.match(/^::error file=.*sip\.yaml,line=\d+,col=\d+,title=UNIT-CHANGED::/);
    const { runs } = JSON.parse(await as('sarif'));
    expect(runs[0].results[0]).to.include({ ruleId: 'UNIT-CHANGED', level: 'error' });
    expect(await as('markdown')).to.match(
      /^## KPI definitions: 1 breaking, 1 risky\.\n\n### Breaking \(1\)\n/,
    );
  });
});
