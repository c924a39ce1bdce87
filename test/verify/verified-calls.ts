import type { SmiValue } from '../../agent/snmp/mib-view.ts';
import type { Model } from '../../model/model.ts';
import { Expectation } from '../../verify/expected.ts';
import type { Finding } from '../../verify/finding.ts';
import { type Verdict, type VerifyOptions, verify } from '../../verify/verify.ts';
import { BOX, CALL_MAPPINGS, CALL_SERIES, CALLS } from '../agent/running/calls.ts';
import type { Seen } from '../agent/running/manager.ts';
import { startMetricsServer } from '../agent/running/metrics-server.ts';
import { compileModel, startRunningAgent } from '../agent/running/running-agent.ts';
import { ScriptedAgent } from './scripted-agent.ts';

export const MODEL: Model = compileModel({ 'calls.yaml': CALLS, 'box.yaml': BOX });

export const SYS_UP_TIME = '1.3.6.1.2.1.1.3.0';

/** What our own agent serves of CALLS after two intervals, and when. */
export interface Snapshot {
  readonly now: number;
  readonly seen: readonly Seen[];
  /** Verified there and then. */
  readonly verdict: Verdict;
}

/** Runs our agent on CALLS for two intervals, verifies it, and keeps what it serves. */
export async function takeSnapshot(): Promise<Snapshot> {
  const metrics = await startMetricsServer({ ...CALL_SERIES });
  const agent = await startRunningAgent({
    model: MODEL,
    sources: [
      { name: 'calls', type: 'prometheus', url: metrics.url, every: '10s', measurements: CALL_MAPPINGS },
    ],
  });
  try {
    await agent.says('the source answers', 'calls');
    await agent.endInterval(10);
    metrics.series = { ...CALL_SERIES, calls_attempted_total: 1100, calls_answered_total: 690 };
    await agent.endInterval(20);
    const seen = [];
    for (const { oid } of new Expectation(MODEL, CALLS_ONLY).modules)
      seen.push(...(await agent.manager.walk(oid)));
    const now = agent.clock.now();
    return { now, seen, verdict: await verifyAt(agent.port, now) };
  } finally {
    await agent.stop();
    await metrics.close();
  }
}

/** The module that the agent has a source for. */
export const CALLS_ONLY = MODEL.modules.filter(({ name }) => name === 'EXAMPLE-CALL-KPI-MIB');

/** Verifies the agent on a port of 127.0.0.1. */
export function verifyAt(port: number, now: number, more: Partial<VerifyOptions> = {}): Promise<Verdict> {
  return verify({
    access: { host: '127.0.0.1', port, community: 'public', timeoutMs: 150, retries: 1 },
    ...{ model: MODEL, modules: CALLS_ONLY, sets: true, now: () => now },
    ...more,
  });
}

/** An agent that serves a snapshot. */
export async function serveSnapshot({ seen }: Snapshot): Promise<ScriptedAgent> {
  const agent = new ScriptedAgent();
  agent.values.set(SYS_UP_TIME, { type: 'TimeTicks', value: 4711 });
  for (const each of seen) agent.values.set(each.oid, toSmiValue(each));
  agent.objects = new Expectation(MODEL, CALLS_ONLY).modules.flatMap(({ objects }) =>
    objects.map(({ oid }) => oid),
  );
  await agent.listen();
  return agent;
}

const TYPES: Readonly<Record<string, SmiValue['type']>> = {
  Integer: 'Integer32',
  OctetString: 'OCTET STRING',
  OID: 'OBJECT IDENTIFIER',
  Gauge: 'Unsigned32',
  Counter64: 'Counter64',
};

function toSmiValue({ type, value }: Seen): SmiValue {
  return { type: TYPES[type], value } as SmiValue;
}

/** The OID of an object of the model or of KPI1-MIB. */
export function oidOf(descriptor: string): string {
  const objects = new Expectation(MODEL, CALLS_ONLY).modules.flatMap((module) => module.objects);
  const found = objects.find((object) => object.descriptor === descriptor);
  if (!found) throw new Error(`there is no ${descriptor}`);
  return found.oid;
}

/** Rule and object of each finding. */
export function briefly(findings: readonly Finding[]): string[] {
  return findings.map(({ rule, name }) => `${rule} ${name}`);
}
