import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { DIAGNOSTIC_FORMATS } from '../../document/formats/format.ts';
import { run } from './run.ts';

const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));

describe('kpi1', () => {
  it('tells its version, and its commands when asked, with exit code 0', async () => {
    expect(await run('--version')).to.deep.equal({ code: 0, out: `kpi1 ${version}\n`, err: '' });
    for (const argv of [['--help'], ['help'], ['-h']]) {
      const { code, out, err } = await run(...argv);
      expect([code, err]).to.deep.equal([0, '']);
      for (const command of ['check', 'build', 'agent'])
        expect(out).to.match(new RegExp(`^  ${command} `, 'm'));
    }
  });

  it('tells the options of each command', async () => {
    for (const command of ['check', 'build', 'agent', 'verify', 'simulate']) {
      for (const argv of [
        [command, '--help'],
        ['help', command],
      ]) {
        const { code, out, err } = await run(...argv);
        expect([code, err]).to.deep.equal([0, '']);
        expect(out).to.match(new RegExp(`^Usage: kpi1 ${command} `));
      }
    }
    const { out } = await run('check', '--help');
    expect(out.replace(/\s+/g, ' ')).to.contain(DIAGNOSTIC_FORMATS.map((each) => `"${each}"`).join(', '));
  });

  const wrong: readonly (readonly [argv: readonly string[], said: RegExp])[] = [
    [[], /^Usage: kpi1/],
    [['chek'], /unknown command 'chek'\n\(Did you mean check\?\)/],
    [['--verbose'], /unknown option '--verbose'/],
    [['check', '--fromat', 'json'], /unknown option '--fromat'\n\(Did you mean --format\?\)/],
    [
      ['check', '--format', 'xml'],
      /argument 'xml' is invalid. Allowed choices are text, json, github, sarif/,
    ],
    [['check', '--format'], /argument missing/],
    [['check', 'a', 'b'], /too many arguments for 'check'/],
    [['build', '--out'], /argument missing/],
    [['build', 'a', 'b'], /too many arguments for 'build'/],
    [['build', '--format', 'xml'], /argument 'xml' is invalid/],
    [['agent'], /required option '--config <file>' not specified/],
    [['agent', '--config'], /argument missing/],
    [['agent', '--config', 'agent.yaml', 'more'], /too many arguments for 'agent'/],
  ];
  for (const [argv, said] of wrong) {
    it(`ends with 2, and says why on standard error, when called as: kpi1 ${argv.join(' ')}`, async () => {
      const { code, out, err } = await run(...argv);
      expect([code, out]).to.deep.equal([2, '']);
      expect(err).to.match(said);
    });
  }

  it('is the program that npm installs as kpi1', () => {
    const { bin } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
    const program = fileURLToPath(new URL(`../../${bin.kpi1}`, import.meta.url));
    const said = execFileSync(process.execPath, [program, '--version'], { encoding: 'utf8' });
    expect(said).to.equal(`kpi1 ${version}\n`);
    expect(readFileSync(program, 'utf8')).to.match(/^#!\/usr\/bin\/env node\n/);
  });

  it('is silent about a reader that has seen enough: kpi1 check | head', () => {
    const main = fileURLToPath(new URL('../../cli/main.ts', import.meta.url));
    const command = `"${process.execPath}" --import tsx "${main}" check --format sarif | true; exit "\${PIPESTATUS[0]}"`;
    const { status, stderr } = spawnSync('bash', ['-c', command], { encoding: 'utf8' });
    expect([status, stderr]).to.deep.equal([0, '']);
  });
});
