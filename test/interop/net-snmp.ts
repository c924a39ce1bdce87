import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { eventually } from './eventually.ts';
import { freePort } from './free-port.ts';
import { startPeer } from './peer-process.ts';

/** SNMPv2-SMI, -TC, -CONF and -MIB, which Debian's `snmp` lacks. */
const BASE_MIBS = fileURLToPath(new URL('../../node_modules/net-snmp/lib/mibs', import.meta.url));

/** Objects as Net-SNMP prints them: `KPI1-MIB::kpi1InstanceId.0` → `STRING: sip-01`. */
export type Decoded = ReadonlyMap<string, string>;

/** MIB modules for Net-SNMP to decode with. */
export interface Mibs {
  readonly folder: string;
  readonly modules: readonly string[];
}

export interface Manager {
  /** GET of objects by name, in one request. */
  get(...names: readonly string[]): Promise<Decoded>;
  /** All that lies below a name. */
  walk(name: string): Promise<Decoded>;
}

/** Net-SNMP's command line tools at work on an agent of 127.0.0.1, as community `public` or as who is named. */
export function netSnmpManager(
  programs: { readonly snmpget: string; readonly snmpwalk: string },
  port: number,
  mibs: Mibs,
  identity: readonly string[] = ['-v2c', '-c', 'public'],
): Manager {
  const run = async (program: string, names: readonly string[]) => {
    const access = [...identity, `127.0.0.1:${port}`];
    const tool = startPeer(program, [...mibArguments(mibs), ...access, ...names], { env: ENVIRONMENT });
    const status = await tool.exited;
    if (status !== 0) throw new Error(`${program} ${names.join(' ')} ended with ${status}\n${tool.output()}`);
    return decode(tool.output().split('\n'));
  };
  return {
    get: (...names) => run(programs.snmpget, names),
    walk: (name) => run(programs.snmpwalk, [name]),
  };
}

export interface TrapReceiver {
  readonly port: number;
  /** The notifications received so far, oldest first; `SNMPv2-MIB::snmpTrapOID.0` names each. */
  received(): Decoded[];
  output(): string;
  stop(): Promise<void>;
}

/** Starts snmptrapd on a free port of 127.0.0.1, community `public`; resolves once it listens. */
export async function startTrapReceiver(program: string, mibs: Mibs): Promise<TrapReceiver> {
  const port = await freePort('udp');
  const folder = await mkdtemp(join(tmpdir(), 'kpi1-snmptrapd-'));
  const configuration = join(folder, 'snmptrapd.conf');
  await writeFile(configuration, 'authCommunity log public\n');
  const peer = startPeer(
    program,
    [...mibArguments(mibs), '-f', '-n', '-Lo', '-C', '-c', configuration, `udp:127.0.0.1:${port}`],
    { env: { ...ENVIRONMENT, SNMP_PERSISTENT_DIR: folder } },
  );
  const stop = async () => {
    await peer.stop();
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await eventually(
      'snmptrapd listens',
      async () => peer.output().includes('NET-SNMP version') || undefined,
    );
  } catch (error) {
    await stop();
    throw new Error(`snmptrapd does not run:\n${peer.output()}`, { cause: error });
  }
  // A line for the sender, then one with all objects, a tab between two.
  const received = () => {
    const lines = peer.output().split('\n').slice(0, -1);
    return lines
      .filter((line) => line.includes('::snmpTrapOID.0 = '))
      .map((line) => decode(line.split('\t')));
  };
  return { port, received, output: () => peer.output(), stop };
}

const ENVIRONMENT = { ...process.env, LC_ALL: 'C.UTF-8' };

const mibArguments = (mibs: Mibs) => [
  '-M',
  `${mibs.folder}:${BASE_MIBS}`,
  '-m',
  ['SNMPv2-MIB', ...mibs.modules].join(':'),
];

function decode(objects: readonly string[]): Map<string, string> {
  const decoded = new Map<string, string>();
  for (const object of objects) {
    const [, name, value] = /^(\S+) = (.*)$/.exec(object) ?? [];
    if (name !== undefined && value !== undefined) decoded.set(name, value);
  }
  return decoded;
}
