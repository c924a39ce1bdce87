import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const require = createRequire(import.meta.url);

/** Puts the modules that ours import into a folder: SNMPv2-SMI, -TC, -CONF and -MIB, as net-snmp ships them. */
export function installBaseMibs(folder: string): void {
  const shipped = join(dirname(require.resolve('net-snmp/package.json')), 'lib', 'mibs');
  // Net-SNMP keeps certificates below its folder, and tells when it has to make that.
  mkdirSync(join(folder, 'cert_indexes'), { recursive: true });
  for (const file of readdirSync(shipped)) {
    if (file.startsWith('SNMPv2-')) cpSync(join(shipped, file), join(folder, file));
  }
}

/** MIB modules to check: `<module>.mib` files in `folder`, what they import in `base`. */
export interface MibFolder {
  readonly folder: string;
  readonly base: string;
  readonly modules: readonly string[];
}

/** All that smilint has to say at its strictest level (libsmi has six). Its exit status says nothing. */
export function lintWithSmilint(program: string, { folder, base, modules }: MibFolder): string {
  const files = modules.map((module) => join(folder, `${module}.mib`));
  return run(program, ['-l6', '-s', '-m', ...files], { SMIPATH: `${folder}:${base}` }).output;
}

/** Loads modules into Net-SNMP and translates the root of each; gives what it wrote to stderr, and the OIDs. */
export function loadWithNetSnmp(
  program: string,
  { folder, base, modules }: MibFolder,
  names: readonly string[],
): { readonly complaints: string; readonly oids: readonly string[] } {
  const args = ['-M', `${folder}:${base}`, '-m', modules.join(':'), '-On', ...names];
  // Without /etc/snmp: Debian's turns MIBs off.
  const { stdout, stderr } = run(program, args, {
    SNMPCONFPATH: base,
    SNMP_PERSISTENT_DIR: base,
    MIBS: '',
  });
  return { complaints: stderr, oids: stdout.split('\n').filter((line) => line !== '') };
}

/** Compiles modules with pysmi's mibdump, offline. Gives what it complained of, and the modules it compiled. */
export function compileWithPysmi(
  program: string,
  { folder, base, modules }: MibFolder,
  into: string,
): { readonly complaints: string; readonly compiled: readonly string[] } {
  const sources = [folder, base].map((source) => `--mib-source=file://${source}`);
  const borrower = `--mib-borrower=file://${base}`;
  const args = [
    ...sources,
    borrower,
    '--destination-format=json',
    `--destination-directory=${into}`,
    '--rebuild',
    ...modules,
  ];
  const { status, stderr } = run(program, args, {});
  const failures = stderr
    .split('\n')
    .filter((line) => /^(?:Missing source|Ignored|Failed) MIBs: \S/.test(line));
  if (status !== 0) failures.push(`mibdump ended with ${status}: ${stderr}`);
  return {
    complaints: failures.join('\n'),
    compiled: readdirSync(into).map((file) => file.replace(/\.json$/, '')),
  };
}

const BASE_MODULES = ['SNMPv2-SMI', 'SNMPv2-CONF', 'SNMPv2-TC', 'SNMPv2-MIB'];
/** A store reads all its modules again with each one more. */
const STORE_SIZE = 5;

/** What net-snmp makes of one object, by the clause's name. */
export type StoredObject = Readonly<Record<string, unknown>>;

/** Loads modules into net-snmp's ModuleStore; gives their objects by module, and what it warned of. */
export function loadWithModuleStore({ folder, modules }: MibFolder): {
  readonly complaints: readonly string[];
  readonly objects: Readonly<Record<string, Readonly<Record<string, StoredObject>>>>;
} {
  const snmp = require('net-snmp') as {
    createModuleStore(options: { baseModules: readonly string[] }): {
      loadFromFile(file: string): void;
      getModule(name: string): Record<string, StoredObject>;
    };
  };
  const complaints: string[] = [];
  const objects: Record<string, Readonly<Record<string, StoredObject>>> = {};
  const warn = console.warn;
  console.warn = (...parts: unknown[]) => complaints.push(parts.join(' '));
  try {
    for (let at = 0; at < modules.length; at += STORE_SIZE) {
      const store = snmp.createModuleStore({ baseModules: BASE_MODULES });
      for (const module of modules.slice(at, at + STORE_SIZE)) {
        store.loadFromFile(join(folder, `${module}.mib`));
        objects[module] = store.getModule(module);
      }
    }
  } finally {
    console.warn = warn;
  }
  return { complaints, objects };
}

function run(
  program: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
): {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly output: string;
} {
  const result = spawnSync(program, args, {
    encoding: 'utf8',
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...env },
    maxBuffer: 1 << 28,
  });
  if (result.error) throw result.error;
  return {
    status: result.status,
    stdout: result.stdout,
    stderr: result.stderr,
    output: result.stdout + result.stderr,
  };
}
