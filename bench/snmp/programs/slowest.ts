/**
 * Runs an agent and has its dispatcher answer requests that take long: `slowest.js CONFIG`. Tells its parent
 * what the slowest of them took, each tried twice: the better time is the packet's own, the worse may be a
 * collection of garbage or another program.
 */
import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { prepareConfig } from '../../../agent/config/prepare.ts';
import { startAgent } from '../../../agent/main.ts';
import { parseOid } from '../../../agent/publish/instance-oid.ts';
import { createAnswerWriter, Dispatcher } from '../../../agent/snmp/dispatch.ts';
import { BASE_ARCS, BASE_GROUPS } from '../../../model/base-mib.ts';
import { ask, communityRequest, type Question } from '../requests.ts';

/** What it tells at its end; milliseconds. */
export interface Slowest {
  readonly packets: number;
  readonly best: number;
  readonly worst: number;
}

/** Two intervals of the KPIs and a bit. */
const SETTLE_MS = 25_000;
const REPETITIONS = [1, 10, 50, 2_147_483_647];
const REPEATERS = [1, 4, 16, 64, 1_000];

const file = process.argv[2] as string;
const { prepared } = prepareConfig(file, readFileSync(file), process.env);
if (!prepared) throw new Error('the configuration has errors');

let dispatcher: Dispatcher | undefined;
const { answer } = Dispatcher.prototype;
Dispatcher.prototype.answer = function (...args) {
  dispatcher = this;
  return answer.apply(this, args);
};
const log = { info() {}, warn() {}, error() {} };
const agent = await startAgent({ ...prepared, software: 'bench', log });
await pause(SETTLE_MS);
const [endpoint] = agent.endpoints;
await ask(endpoint?.port as number, communityRequest({ type: 'get', oid: [1, 3] }), 1_000);

const packets = questions().map(communityRequest);
const writer = createAnswerWriter();
let best = 0;
let worst = 0;
for (const packet of packets) {
  const times = [timeOf(packet), timeOf(packet)];
  best = Math.max(best, Math.min(...times));
  worst = Math.max(worst, ...times);
}
const slowest: Slowest = { packets: packets.length, best, worst };
process.send?.(slowest, () => process.exit());

/** Reads of every column of KPI1-MIB and of the definitions, alone and many at a time. */
function questions(): Question[] {
  const base = parseOid(prepared?.model.baseOid as string);
  const columns = BASE_GROUPS.flatMap((group) => {
    const root = [...base, BASE_ARCS.objects, group.arc];
    return group.kind === 'scalars'
      ? group.objects.map(({ arc }) => [...root, arc])
      : group.columns.map(({ arc }) => [...root, 1, arc]);
  });
  const oids = [
    [0, 0],
    [1, 3],
    ...columns,
    ...(prepared?.model.modules ?? []).map(({ oid }) => parseOid(oid)),
  ];
  return oids.flatMap((oid, i) =>
    REPEATERS.flatMap((repeaters) => {
      const same = Array.from({ length: repeaters - 1 }, () => oid);
      const others = Array.from({ length: repeaters - 1 }, (_, k) => oids[(i + k) % oids.length] as number[]);
      return REPETITIONS.flatMap((repetitions) => [
        { type: 'bulk' as const, oid, more: same, repetitions },
        { type: 'bulk' as const, oid, more: others, repetitions },
      ]);
    }),
  );
}

function timeOf(packet: Uint8Array): number {
  const began = performance.now();
  dispatcher?.answer(packet, '127.0.0.1', writer);
  return performance.now() - began;
}
