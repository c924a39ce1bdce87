import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from './eventually.ts';
import { freePort } from './free-port.ts';
import { type PeerProcess, startPeer } from './peer-process.ts';

/** snmptrapd without any MIB: what it prints is what was on the wire. */
export interface TrapDaemon {
  readonly port: number;
  /**
   * The lines since its start that begin so, and have all of the rest in them: the kind of notification and its
   * user, `|`, its varbinds.
   */
  lines(beginning: string, ...rest: readonly string[]): string[];
  /** The first of these lines, as soon as there is one. */
  line(beginning: string, ...rest: readonly string[]): Promise<string>;
  /** Ends it and starts it again with all that it keeps, its engine ID and boots among it. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Starts snmptrapd on a port of 127.0.0.1, a free one if none is given, with these lines of snmptrapd.conf, and
 * these variables beside those of this process; resolves once it listens.
 */
export async function startTrapDaemon(
  program: string,
  configuration: readonly string[],
  environment: NodeJS.ProcessEnv = {},
  onPort?: number,
): Promise<TrapDaemon> {
  const port = onPort ?? (await freePort('udp'));
  const folder = await mkdtemp(join(tmpdir(), 'kpi1-snmptrapd-'));
  const file = join(folder, 'local.conf');
  await writeFile(file, `${configuration.join('\n')}\n`);
  const format = ['-f', '-n', '-Lo', '-On', '-OQ', '-F', '%P|%v\\n'];
  let peer: PeerProcess;

  const lines = (beginning: string, ...rest: readonly string[]) =>
    peer
      .output()
      .split('\n')
      .slice(0, -1)
      .filter((each) => each.startsWith(beginning) && rest.every((text) => each.includes(text)));
  const line = (beginning: string, ...rest: readonly string[]) =>
    eventually(
      `snmptrapd prints ${[beginning, ...rest].join(' … ')}`,
      async () => lines(beginning, ...rest)[0],
    );
  const start = async () => {
    peer = startPeer(program, [...format, '-C', '-c', file, `udp:127.0.0.1:${port}`], {
      env: { ...process.env, ...environment, MIBS: '', SNMPCONFPATH: folder, SNMP_PERSISTENT_DIR: folder },
    });
    await line('NET-SNMP version');
  };
  const stop = async () => {
    await peer.stop();
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await start();
  } catch (error) {
    await stop();
    throw new Error('snmptrapd does not run', { cause: error });
  }
  const restart = async () => {
    await peer.stop();
    await start();
  };
  return { port, lines, line, restart, stop };
}
