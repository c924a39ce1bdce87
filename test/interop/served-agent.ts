import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stringify } from 'yaml';
import { eventually } from './eventually.ts';
import { freePort } from './free-port.ts';
import { startKpi1 } from './kpi1.ts';
import type { PeerProcess } from './peer-process.ts';

const PROJECT = fileURLToPath(new URL('../../', import.meta.url));

/** A configuration of `kpi1 agent` in a folder of its own, that serves the KPIs of this machine. */
export interface AgentFolder {
  readonly configuration: string;
  readonly port: number;
  /** Starts the agent; resolves once it answers. */
  start(): Promise<PeerProcess>;
  remove(): Promise<void>;
}

/** Writes the configuration; `snmp` and `notify` as the file has them, on a free port of 127.0.0.1. */
export async function createAgentFolder(snmp: object, notify: readonly object[]): Promise<AgentFolder> {
  const folder = await mkdtemp(join(tmpdir(), 'kpi1-agent-'));
  const configuration = join(folder, 'agent.yaml');
  const port = await freePort('udp');
  const host = {
    ...{ name: 'host', type: 'handler', module: 'HOST-KPI-MIB', every: '10s' },
    handler: join(PROJECT, 'agent/handlers/host-kpi-mib.ts'),
  };
  await writeFile(
    configuration,
    stringify({
      instanceId: 'test-01',
      model: join(PROJECT, 'agent/generated/model.json'),
      dataDir: 'data',
      snmp: { listen: [`127.0.0.1:${port}`], ...snmp },
      notify,
      sources: [host],
    }),
  );
  const start = async () => {
    const agent = startKpi1('agent', '--config', configuration);
    await eventually(
      'the agent answers',
      async () => agent.output().includes('answers SNMP on') || undefined,
    );
    return agent;
  };
  return { configuration, port, start, remove: () => rm(folder, { recursive: true, force: true }) };
}
