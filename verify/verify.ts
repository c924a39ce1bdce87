import { BASE_MIB_NAME } from '../model/base-mib.ts';
import type { Model, ModelModule } from '../model/model.ts';
import type { SnmpAccess } from '../oe/snmp/access.ts';
import { checkCatalogue, checkSources } from './check-catalogue.ts';
import { checkInstances } from './check-instances.ts';
import { checkBaseRows, checkPresence } from './check-presence.ts';
import { checkSet } from './check-set.ts';
import { checkBulk, compareReads } from './compare-reads.ts';
import { type Coverage, coverageOf } from './coverage.ts';
import { Expectation } from './expected.ts';
import { type Finding, Findings } from './finding.ts';
import { checkNotifications, type ListenOptions } from './notifications/check-notifications.ts';
import { Probe, type Seen } from './probe.ts';
import { walkTree } from './walk.ts';

export interface VerifyOptions {
  readonly access: SnmpAccess;
  readonly model: Model;
  /** The modules of the model that the agent is meant to serve. */
  readonly modules: readonly ModelModule[];
  /** Whether SET is tried, each time with the value that an instance has. */
  readonly sets: boolean;
  /** Where notifications are waited for; not given: nowhere. */
  readonly listen?: ListenOptions;
  /** Milliseconds since the epoch. */
  now(): number;
  onProgress?(text: string): void;
}

/** What came of it. */
export interface Verdict {
  readonly findings: readonly Finding[];
  readonly coverage: readonly Coverage[];
  /** Notifications that were received and checked; undefined where none were waited for. */
  readonly notifications?: number;
}

/** Compares an agent with a model. Rejects with an OeError where the agent does not answer, or no longer. */
export async function verify(options: VerifyOptions): Promise<Verdict> {
  const { model, modules, listen } = options;
  const expectation = new Expectation(model, modules);
  const findings = new Findings();
  const notified = listen && (await checkNotifications({ ...listen, expectation, modules, findings }));
  const probe = new Probe(options.access);
  try {
    await probe.reach();
    const coverage = await verifyTrees({ probe, expectation, findings }, options);
    const notifications = await notified?.finished();
    return { findings: findings.all(), coverage, ...(notifications !== undefined && { notifications }) };
  } finally {
    probe.close();
    notified?.close();
  }
}

interface Context {
  readonly probe: Probe;
  readonly expectation: Expectation;
  readonly findings: Findings;
}

async function verifyTrees(
  context: Context,
  { modules, sets, now, onProgress = () => {} }: VerifyOptions,
): Promise<Coverage[]> {
  const { expectation } = context;
  const walks: Seen[][] = [];
  for (const { oid, name } of expectation.modules) {
    const told = (instances: number) => onProgress(`${name}: ${instances} instances`);
    walks.push(await walkTree(oid, { ...context, onProgress: told }));
  }
  const instances = checkInstances(walks.flat(), context);
  const presence = { ...context, instances };
  const served = new Set<string>();
  for (const module of expectation.modules)
    if (await checkPresence(module, presence)) served.add(module.name);
  if (served.has(BASE_MIB_NAME)) {
    await checkBaseRows(presence);
    const told = modules.filter(({ name }) => served.has(name));
    await checkCatalogue(told, now, presence);
    checkSources(presence);
  }
  for (const [i, { oid, name }] of expectation.modules.entries()) {
    const walked = walks[i] ?? [];
    const [first] = walked;
    if (!first) continue;
    onProgress(`${name}: comparing GET, GETNEXT and GETBULK`);
    await compareReads(oid, walked, context);
    await checkBulk(oid, context);
    if (sets) await checkSet(first, context);
  }
  return expectation.modules.map((module) => coverageOf(module, instances, expectation));
}
