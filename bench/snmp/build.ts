import { spawnSync } from 'node:child_process';
import { accessSync, constants, symlinkSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const HERE = fileURLToPath(new URL('.', import.meta.url));

/** The programs that a comparison with snmpd needs, and the Debian packages they come in. */
const PACKAGES: Readonly<Record<string, string>> = {
  gcc: 'gcc libc6-dev',
  snmpd: 'snmpd',
  'net-snmp-config': 'libsnmp-dev',
};

/** Debian packages to install before snmpd can be compared with. */
export function missingPackages(): string[] {
  return Object.keys(PACKAGES)
    .filter((program) => !isInstalled(program))
    .map((program) => PACKAGES[program] as string);
}

function isInstalled(program: string): boolean {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin'];
  return folders.some((folder) => {
    try {
      accessSync(join(folder, program), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

/**
 * Compiles the TypeScript programs to a folder, as `npm run build` compiles what is installed; tsx would
 * make slower code of them. Gives the folder they are in.
 */
export function buildPrograms(folder: string): string {
  const programs = ['serve', 'echo', 'acknowledge', 'inform', 'slowest'];
  const config = {
    extends: join(ROOT, 'tsconfig.json'),
    compilerOptions: {
      noEmit: false,
      rootDir: ROOT,
      outDir: folder,
      types: ['node'],
      typeRoots: [join(ROOT, 'node_modules/@types')],
    },
    include: [],
    files: programs.map((name) => join(HERE, 'programs', `${name}.ts`)),
  };
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(config));
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  run(join(ROOT, 'node_modules/.bin/tsc'), '-p', folder);
  return join(folder, 'bench/snmp/programs');
}

/** Compiles the load generator; gives its path. */
export function buildLoad(folder: string): string {
  const program = join(folder, 'load');
  run('gcc', '-O2', '-o', program, join(HERE, 'load.c'));
  return program;
}

/** Compiles the table that snmpd loads; gives its path. */
export function buildTable(folder: string): string {
  const module = join(folder, 'benchTable.so');
  const flags = run('net-snmp-config', '--base-cflags').trim().split(/\s+/);
  run('gcc', ...flags, '-shared', '-fPIC', '-o', module, join(HERE, 'table.c'));
  return module;
}

function run(program: string, ...args: readonly string[]): string {
  const { status, stdout, stderr, error } = spawnSync(program, args, { encoding: 'utf8' });
  if (status === 0) return stdout;
  throw new Error(`${program} ended with ${status}: ${error?.message ?? ''}${stdout}${stderr}`);
}
