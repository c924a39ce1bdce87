import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse, stringify } from 'yaml';
import { runKpi1 } from '../kpi1.ts';

const PROJECT = fileURLToPath(new URL('../../../', import.meta.url));

/** A folder with the shipped SIP set, built, and the shipped agent configuration, made to fit a test. */
export interface Workspace {
  readonly mibFolder: string;
  readonly agentConfiguration: string;
  remove(): Promise<void>;
}

/** Where a test's agent finds its peers, on 127.0.0.1. */
export interface Ports {
  readonly snmp: number;
  readonly notifications: number;
}

/**
 * Copies the SIP set with a reporting frequency short enough to wait for, and builds it with `kpi1 build`;
 * the MIB modules are then in `mibFolder`.
 */
export async function buildSipSet(frequency: string): Promise<Workspace> {
  const folder = await mkdtemp(join(tmpdir(), 'kpi1-live-'));
  const definitions = join(folder, 'kpi-defs');
  await mkdir(definitions);
  await copyFile(join(PROJECT, 'kpi-defs/project.yaml'), join(definitions, 'project.yaml'));
  const shipped = await readFile(join(PROJECT, 'kpi-defs/sip.yaml'), 'utf8');
  const quick = shipped.replaceAll('reportingFrequency: 5m', `reportingFrequency: ${frequency}`);
  await writeFile(join(definitions, 'sip.yaml'), quick);
  await runKpi1('build', definitions, '--out', folder);
  return {
    mibFolder: join(folder, 'mibs'),
    agentConfiguration: join(folder, 'agent.yaml'),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

/** Writes examples/agent-sip.yaml with other ports, one sample a second and the workspace's own model. */
export async function configureAgent(workspace: Workspace, metricsUrl: string, ports: Ports): Promise<void> {
  const configuration = parse(await readFile(join(PROJECT, 'examples/agent-sip.yaml'), 'utf8'));
  configuration.model = 'agent/generated/model.json';
  configuration.dataDir = 'data';
  configuration.snmp.listen = [`127.0.0.1:${ports.snmp}`];
  configuration.notify[0].to = `127.0.0.1:${ports.notifications}`;
  configuration.sources[0].url = metricsUrl;
  configuration.sources[0].every = '1s';
  await writeFile(workspace.agentConfiguration, stringify(configuration));
}
