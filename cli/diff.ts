import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { type DefinitionSource, isDefinitionSource } from '../generator/definitions/load.ts';
import { compare } from '../generator/diff/compare.ts';
import { type DiffFormat, formatChanges } from '../generator/diff/formats.ts';
import { isAtLeast, judge } from '../generator/diff/policy.ts';
import { type Resolved, resolveDefinitions } from '../generator/diff/resolve.ts';
import type { ChangeSeverity } from '../generator/diff/rules.ts';
import { LOCK_FILE } from '../generator/lock/lock.ts';
import { RULES } from '../generator/rules.ts';
import { CommandError } from './command-error.ts';
import { readDefinitionFiles } from './definition-files.ts';
import { printProblems } from './problems.ts';
import type { Terminal } from './terminal.ts';
import { readProgramVersion } from './version.ts';

export interface DiffOptions {
  /** A folder of definitions, or a commit, branch or tag of git. */
  readonly against: string;
  readonly failOn: ChangeSeverity | 'never';
  readonly format: DiffFormat;
}

interface Definitions {
  readonly sources: readonly DefinitionSource[];
  readonly lock: DefinitionSource | undefined;
}

const NO_POLICY = { severity: new Map(), accept: [] } as const;

/** `kpi1 diff`: true where a change is as grave as `failOn`, or either side has errors. Writes nothing. */
export function diff(folder: string, { against, failOn, format }: DiffOptions, terminal: Terminal): boolean {
  const now = resolveOrTell(readDefinitionFiles(folder), terminal);
  const before = resolveOrTell(readEarlier(folder, against), terminal);
  if (!now) return true;
  if (!before) {
    throw new CommandError(
      `The definitions of ${against} have errors: there is nothing to compare with.`,
      'Compare with a version that has none, such as the last release: --against TAG.',
    );
  }
  const policy = now.definitions.project.diff ?? NO_POLICY;
  const { changes, idle } = judge(compare(before, now), policy);
  const [, version = ''] = readProgramVersion().split(' ');
  terminal.out(formatChanges(format, changes, version).replace(/\n$/, ''));
  for (const { rule, name = 'any' } of idle) {
    terminal.err(`kpi1: project.yaml accepts ${rule} of ${name}, and there is no such change: take it out.`);
  }
  return failOn !== 'never' && isAtLeast(changes, failOn);
}

/** Tells the problems of definitions that cannot be compared, on standard error: the other goes to programs. */
function resolveOrTell({ sources, lock }: Definitions, terminal: Terminal): Resolved | undefined {
  const { resolved, diagnostics, sourceTexts } = resolveDefinitions(sources, lock);
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  if (!resolved) printProblems(errors, 'text', RULES, sourceTexts, { ...terminal, out: terminal.err });
  return resolved;
}

function readEarlier(folder: string, against: string): Definitions {
  if (existsSync(against) && statSync(against).isDirectory()) return readDefinitionFiles(against);
  return readCommit(folder, against);
}

/** The definitions of a folder as a commit has them; git knows where in the repository the folder is. */
function readCommit(folder: string, commit: string): Definitions {
  const prefix = git(folder, ['rev-parse', '--show-prefix']).replace(/\n$/, '');
  const verified = git(folder, [
    'rev-parse',
    '--verify',
    '--quiet',
    '--end-of-options',
    `${commit}^{commit}`,
  ]).trim();
  const names = git(folder, ['ls-tree', '-z', '--name-only', verified]).split('\0');
  const read = (name: string) => ({
    file: `${commit}:${prefix || './'}${name}`,
    content: git(folder, ['show', `${verified}:./${name}`]),
  });
  const sources = names.filter(isDefinitionSource).map(read);
  if (sources.length === 0) {
    throw new CommandError(
      `${commit} has no definitions in ${prefix.replace(/\/$/, '') || 'its top folder'}.`,
      'Name a commit that has, or a folder.',
    );
  }
  return { sources, lock: names.includes(LOCK_FILE) ? read(LOCK_FILE) : undefined };
}

function git(folder: string, args: readonly string[]): string {
  const { status, stdout, stderr, error } = runGit(folder, args);
  if (status === 0) return stdout;
  if (error) {
    throw new CommandError(
      `git cannot be run: ${error.message}.`,
      'Install git, or name a folder of definitions: --against DIR.',
    );
  }
  const why = stderr.trim().replace(/^fatal: /, '') || 'there is no such commit';
  throw new CommandError(
    `git ${args[0]} in ${folder}: ${why}.`,
    runGit(folder, ['rev-parse', '--is-shallow-repository']).stdout.trim() === 'true'
      ? 'The clone is shallow: fetch what is to be compared with, as fetch-depth: 0 of actions/checkout does.'
      : '--against takes a folder of definitions, or a commit, branch or tag of the git repository they are in.',
  );
}

function runGit(folder: string, args: readonly string[]) {
  return spawnSync('git', ['-C', folder, ...args], {
    // A hook of a linked work tree has it set, and git then takes the folder for the top of the repository.
    env: { ...process.env, GIT_DIR: undefined },
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
}
