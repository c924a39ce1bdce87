import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse, parseAllDocuments } from 'yaml';

export const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const DEPLOY = join(ROOT, 'deploy');

/** Text of a file below deploy/. */
export const readDeployed = (path: string) => readFileSync(join(DEPLOY, path), 'utf8');

/** Paths of the files below deploy/ whose name ends so. */
export function listDeployed(end: RegExp): string[] {
  const entries = readdirSync(DEPLOY, { recursive: true, encoding: 'utf8' });
  return entries.filter((path) => end.test(path)).sort();
}

// biome-ignore lint/suspicious/noExplicitAny: manifests of others' schemas, of which tests read a few fields.
export type Manifest = any;

export const compose = (): Manifest => parse(readDeployed('compose.yaml'), { merge: true });
export const chartValues = (): Manifest => parse(readDeployed('helm/kpi1-agent/values.yaml'));
export const action = (): Manifest => parse(readFileSync(join(ROOT, 'action.yml'), 'utf8'));

/** The manifest of this kind in deploy/kubernetes/sidecar.yaml. */
export function kubernetes(kind: string): Manifest {
  const documents = parseAllDocuments(readDeployed('kubernetes/sidecar.yaml'));
  return documents.map((document) => document.toJS()).find((manifest) => manifest.kind === kind);
}

/** What an instruction of the last stage of the Dockerfile says, its lines joined. */
export function instruction(name: string): string {
  const lines = readDeployed('Dockerfile').replace(/\\\n/g, ' ').split('\n');
  const found = lines.filter((line) => line.startsWith(`${name} `)).at(-1);
  if (found === undefined) throw new Error(`the Dockerfile has no ${name}`);
  return found.slice(name.length + 1).trim();
}

/** A value of the unit of systemd. */
export function setting(name: string): string {
  const [, value] = new RegExp(`^${name}=(.*)$`, 'm').exec(readDeployed('systemd/kpi1-agent.service')) ?? [];
  if (value === undefined) throw new Error(`the unit has no ${name}`);
  return value;
}

/** Configurations of the agent, by where they are. */
export function configurations(): Record<string, string> {
  return {
    'demo/agent.yaml': readDeployed('demo/agent.yaml'),
    'kubernetes/sidecar.yaml': kubernetes('ConfigMap').data['agent.yaml'],
    'helm/kpi1-agent/values.yaml': JSON.stringify(chartValues().config),
  };
}

/** How `kpi1` is called, by where. */
export function commandLines(): Record<string, string[]> {
  const [, agent] = kubernetes('StatefulSet').spec.template.spec.containers;
  const [, args = ''] =
    /^ +args: \[(.*)\]$/m.exec(readDeployed('helm/kpi1-agent/templates/statefulset.yaml')) ?? [];
  return {
    Dockerfile: JSON.parse(instruction('CMD')),
    'kubernetes/sidecar.yaml': agent.args,
    'helm/kpi1-agent': args.split(', '),
    'systemd/kpi1-agent.service': setting('ExecStart').split(' ').slice(1),
  };
}
