import type { ModelObject } from '../../../model/model.ts';
import type { Sample, Source, WantedMeasurement } from '../source.ts';
import { type Answer, GuardedCall, untilAborted } from './call.ts';
import type { Handler } from './handler.ts';
import { failAll, type Outcome, readScalar, readTable, type WantedPart } from './read-answer.ts';

export interface HandlerSourceOptions {
  readonly name: string;
  readonly handler: Handler;
  /** Readings name measurements by their position here. */
  readonly wanted: readonly WantedMeasurement[];
  /** Told once, where the handler has methods that nothing is measured with: `scalars.foo`, `tables.bar`. */
  onOrphans?(methods: readonly string[]): void;
}

/** One method of the handler and the measurements that it gives. */
interface Part {
  /** `scalars.cpuBusy` or `tables.interface`. */
  readonly method: string;
  /** Absent where the handler lacks the method. */
  readonly call?: GuardedCall;
  readonly object?: ModelObject;
  readonly measurements: WantedPart[];
}

/**
 * A handler as a source. Its methods run side by side: one that throws, hangs or answers nonsense leaves its
 * own measurements without a reading and no others.
 */
export function createHandlerSource({ name, handler, wanted, onOrphans }: HandlerSourceOptions): Source {
  const parts = planParts(handler, wanted);
  const orphans = findOrphans(handler, parts);
  if (orphans.length > 0) onOrphans?.(orphans);
  const opening = new GuardedCall((signal) => handler.open?.(signal));
  let isOpen = false;
  return {
    name,
    async read(signal): Promise<Sample> {
      const silence = untilAborted(signal);
      if (!isOpen) {
        const answer = await opening.run(signal, silence);
        const reason = explain('open', answer, signal);
        if (reason !== undefined) return { ok: false, reason };
        isOpen = true;
      }
      const outcomes = await Promise.all(parts.map((part) => readPart(part, signal, silence)));
      return {
        ok: true,
        readings: outcomes.flatMap(({ readings }) => readings),
        problems: outcomes.flatMap(({ problems }) => problems),
      };
    },
    async close() {
      if (isOpen) await handler.close?.();
    },
  };
}

function planParts(handler: Handler, wanted: readonly WantedMeasurement[]): Part[] {
  const parts = new Map<string, Part>();
  for (const [position, { measurement, object }] of wanted.entries()) {
    const kind = object ? 'tables' : 'scalars';
    const name = object?.name ?? measurement.name;
    const method = `${kind}.${name}`;
    let part = parts.get(method);
    if (!part) {
      const methods = handler[kind];
      const has =
        methods !== undefined && Object.hasOwn(methods, name) && typeof methods[name] === 'function';
      part = {
        method,
        ...(has && { call: new GuardedCall((signal) => methods[name]?.(signal)) }),
        ...(object && { object }),
        measurements: [],
      };
      parts.set(method, part);
    }
    part.measurements.push({ measurement, ...(object && { object }), position });
  }
  return [...parts.values()];
}

function findOrphans(handler: Handler, parts: readonly Part[]): string[] {
  const known = new Set(parts.map(({ method }) => method));
  return (['scalars', 'tables'] as const)
    .flatMap((kind) => Object.keys(handler[kind] ?? {}).map((name) => `${kind}.${name}`))
    .filter((method) => !known.has(method));
}

async function readPart(part: Part, signal: AbortSignal, silence: Promise<Answer>): Promise<Outcome> {
  const { method, call, object, measurements } = part;
  if (!call) return failAll(measurements, `the handler has no method ${method}`);
  const answer = await call.run(signal, silence);
  const reason = explain(method, answer, signal);
  if (reason !== undefined) return failAll(measurements, reason);
  const value = answer.kind === 'value' ? answer.value : undefined;
  try {
    return object ? readTable(object, measurements, method, value) : readScalar(measurements, method, value);
  } catch (error) {
    // A getter of the handler's own threw.
    return failAll(measurements, `${method} of the handler cannot be read: ${(error as Error).message}`);
  }
}

/** Why a call gave nothing; undefined where it gave something. */
function explain(method: string, answer: Answer, signal: AbortSignal): string | undefined {
  if (answer.kind === 'value') return undefined;
  const failure = answer.kind === 'failure' ? answer.message : (signal.reason as Error).message;
  return `${method} of the handler ${failure}`;
}
