import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { parse } from 'yaml';
import { printNewProject } from '../../generator/new-project/new-project.ts';
import { requirePeer } from '../interop/peers.ts';
import { action, listDeployed, ROOT, readDeployed } from './deployed.ts';

interface Step {
  readonly name: string;
  readonly run?: string;
}

/** Scripts and their shell by where they are: of GitHub's steps, of GitLab's jobs, and files. */
function scripts(): Map<string, string> {
  const found = new Map<string, string>();
  const bash = (lines: string) => `#!/usr/bin/env bash\n${lines}\n`;
  const add = (where: string, steps: readonly Step[]) => {
    for (const { name, run } of steps) if (run) found.set(`${where}: ${name}`, bash(run));
  };
  const project = printNewProject({
    name: 'sip',
    enterprise: 32473,
    date: '2026-11-21',
    dependency: '0.1.0',
  });
  const ofProject = (path: string) => parse(project.get(path) ?? '');
  add('action.yml', action().runs.steps);
  add('kpi1.yml', ofProject('.github/workflows/kpi1.yml').jobs.definitions.steps);
  const { default: common, definitions, diff } = ofProject('.gitlab-ci.yml');
  const lines = [...common.before_script, ...definitions.script, ...diff.script];
  found.set('.gitlab-ci.yml', bash(lines.join('\n')));
  for (const path of listDeployed(/\.sh$/)) found.set(path, readDeployed(path));
  found.set('.ci/run', readFileSync(join(ROOT, '.ci/run'), 'utf8'));
  return found;
}

describe('Scripts for shells', () => {
  it('are clean to shellcheck', function () {
    this.timeout(20_000);
    const program = requirePeer(this, 'shellcheck');
    const check = (input: string) => spawnSync(program, ['-'], { input, encoding: 'utf8' }).stdout;
    const found = scripts();
    expect(found).to.have.length.above(9);
    for (const [where, script] of found) expect(check(script), where).to.equal('');
    expect(check('#!/bin/sh\nrm $1\n'), 'it is looked at').to.contain('SC2086');
  });
});
