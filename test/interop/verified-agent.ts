import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import type { UserCredentials } from '../../agent/snmp/usm/user.ts';
import type { Model } from '../../model/model.ts';
import { CALL_MAPPINGS, CALL_SERIES, callsEvery } from '../agent/running/calls.ts';
import { createManager } from '../agent/running/manager.ts';
import { startMetricsServer } from '../agent/running/metrics-server.ts';
import { compileModel } from '../agent/running/running-agent.ts';
import { eventually } from './eventually.ts';
import { freePort } from './free-port.ts';
import { startKpi1 } from './kpi1.ts';
import { type PeerProcess, startPeer } from './peer-process.ts';

/** An agent in a process of its own, that `kpi1 verify` is tried on. */
export interface VerifiedAgent {
  /** For what belongs to it. */
  readonly folder: string;
  /** Path of the model that it serves: calls. An interval has several samples: one that is late on a busy machine is not missed. */
  readonly model: string;
  readonly port: number;
  /** Ends it, and gives what it wrote. */
  stop(): Promise<string>;
}

/**
 * Starts `kpi1 agent` with the community `public` and these users and targets; resolves once it has calculated
 * every KPI that has a value while nobody calls.
 */
export async function startVerifiedAgent(
  users: readonly object[],
  notify: readonly object[],
): Promise<VerifiedAgent> {
  const folder = mkdtempSync(join(tmpdir(), 'kpi1-verified-'));
  const model = join(folder, 'model.json');
  const compiled = compileModel({ 'calls.yaml': callsEvery(3) });
  writeFileSync(model, JSON.stringify(compiled));
  const metrics = await startMetricsServer({ ...CALL_SERIES });
  const port = await freePort('udp');
  const configuration = join(folder, 'agent.yaml');
  const calls = { name: 'calls', type: 'prometheus', url: metrics.url, every: '1s' };
  mkdirSync(join(folder, 'data'));
  const snmp = {
    listen: [`127.0.0.1:${port}`],
    communities: [{ name: 'public', from: ['127.0.0.0/8'], view: 'all' }],
    ...{ users, views: { all: { include: ['1.3.6.1'] } } },
  };
  const settings = { instanceId: 'test-01', model, dataDir: 'data', snmp, notify };
  writeFileSync(
    configuration,
    stringify({ ...settings, sources: [{ ...calls, measurements: CALL_MAPPINGS }] }),
  );
  const agent = startKpi1('agent', '--config', configuration);
  await calculated(port, compiled);
  return {
    ...{ folder, model, port },
    async stop() {
      await agent.stop();
      await metrics.close();
      rmSync(folder, { recursive: true, force: true });
      return agent.output();
    },
  };
}

/** Resolves once every KPI but the ratio of calls has an instance. */
async function calculated(port: number, { modules }: Model): Promise<void> {
  const manager = createManager(port);
  const awaited = modules.flatMap(({ kpis }) => kpis).filter(({ name }) => name !== 'Answer Ratio');
  const missing = async () => {
    for (const { oid } of awaited) if ((await manager.walk(oid)).length === 0) return true;
    return false;
  };
  try {
    await eventually('the agent has calculated', async () => !(await missing()) || undefined);
  } finally {
    manager.close();
  }
}

/** The options by which `kpi1 verify` comes as this user; passphrases are put into files of the folder. */
export function verifyOptions({ name, auth, priv }: UserCredentials, folder: string): string[] {
  // One as an editor of Windows writes it.
  const written = { auth: (text: string) => `${text}\n`, priv: (text: string) => `\ufeff${text}\r\n` };
  const secret = (kind: keyof typeof written, passphrase: string) => {
    const file = join(folder, `${kind}-${passphrase.replace(/\W/g, '-')}`);
    writeFileSync(file, written[kind](passphrase));
    return file;
  };
  return [
    ...['--user', name],
    ...(auth ? ['--auth', auth.protocol, '--auth-file', secret('auth', auth.passphrase)] : []),
    ...(priv ? ['--priv', priv.protocol, '--priv-file', secret('priv', priv.passphrase)] : []),
  ];
}

/** Net-SNMP's snmpd on a free port of 127.0.0.1, with these lines of snmpd.conf. */
export async function startSnmpd(
  program: string,
  folder: string,
  lines: readonly string[],
): Promise<{ readonly port: number; readonly process: PeerProcess }> {
  const port = await freePort('udp');
  const file = join(folder, 'snmpd.conf');
  writeFileSync(file, `${lines.join('\n')}\n`);
  const args = ['-f', '-Lo', '-C', '-c', file, '-I', '-smux', `udp:127.0.0.1:${port}`];
  const env = { ...process.env, SNMP_PERSISTENT_DIR: folder, MIBS: '' };
  const snmpd = startPeer(program, args, { env });
  await eventually('snmpd runs', async () => snmpd.output().includes('NET-SNMP version') || undefined);
  return { port, process: snmpd };
}
