import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { expect } from 'chai';
import { findCompiled } from './compiled.ts';
import { runKpi1 } from './kpi1.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

export const AUTHOR = {
  GIT_AUTHOR_NAME: 'test',
  GIT_AUTHOR_EMAIL: 'test@example.com',
  GIT_COMMITTER_NAME: 'test',
  GIT_COMMITTER_EMAIL: 'test@example.com',
};

/** A project of `kpi1 init` in git, with this checkout as its dependency: where `npm ci` would put the package. */
export class LinkedProject {
  readonly folder: string;

  constructor(folder = mkdtempSync(join(tmpdir(), 'kpi1-project-'))) {
    this.folder = folder;
  }

  /** What has its programs before those of the machine. */
  get path(): string {
    return `${this.folder}/node_modules/.bin:${process.env['PATH']}`;
  }

  /** Makes it, builds it and commits that. */
  async create(name: string): Promise<void> {
    await runKpi1('init', this.folder, '--name', name);
    this.link();
    this.run('npm run build && git init -q -b main && git add . && git commit -q -m "First version"');
  }

  /** Puts this checkout where its dependency is. */
  link(): void {
    mkdirSync(join(this.folder, 'node_modules/.bin'), { recursive: true });
    symlinkSync(ROOT, join(this.folder, 'node_modules/kpi1'));
    // Which brings the MIB modules that others import.
    symlinkSync(join(ROOT, 'node_modules/net-snmp'), join(this.folder, 'node_modules/net-snmp'));
    const loader = pathToFileURL(createRequire(import.meta.url).resolve('tsx'));
    // The sources, where dist/ holds something else.
    const program = findCompiled() ?? `--import" "${loader}" "${join(ROOT, 'cli/main.ts')}`;
    this.addProgram('kpi1', `exec "${process.execPath}" "${program}" "$@"`);
  }

  /** Puts a shell script before the programs of this name. */
  addProgram(name: string, script: string): void {
    writeFileSync(join(this.folder, 'node_modules/.bin', name), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  }

  read(path: string): string {
    return readFileSync(join(this.folder, path), 'utf8');
  }

  edit(path: string, from: string, to: string): void {
    const text = this.read(path);
    expect(text).to.contain(from);
    writeFileSync(join(this.folder, path), text.replaceAll(from, to));
  }

  /** Runs a command line as a CI job does; gives what it wrote, and throws where it fails. */
  run(commands: string, variables: NodeJS.ProcessEnv = {}): string {
    const { status, stdout, stderr } = spawnSync('bash', ['-eo', 'pipefail', '-c', commands], {
      cwd: this.folder,
      env: { ...process.env, ...AUTHOR, ...variables, PATH: this.path },
      encoding: 'utf8',
    });
    if (status !== 0) throw new Error(`${commands} ended with ${status}\n${stdout}${stderr}`);
    return stdout;
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
