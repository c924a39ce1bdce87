import { parseDuration } from '../../model/duration.ts';
import type { ModelMeasurement } from '../../model/model.ts';
import { compileFilter, fitsPattern, type Keep } from '../collect/filter.ts';
import { defaultTimeout } from '../collect/scheduler.ts';
import type { BoundSource } from '../config/bind.ts';
import type { SamplingTerms } from '../sampling.ts';
import { parseCondition, parseTimeout } from '../settings/item-types.ts';
import type { Settings } from '../settings/settings.ts';
import type { Wanted } from './wanted.ts';

/** What is to be done with a source. */
export interface SourcePlan {
  /** How it is sampled; undefined: not at all. */
  readonly terms: SamplingTerms | undefined;
  /** By position of the measurement, which of its readings are kept; empty: all of all. */
  readonly keeps: readonly (Keep | undefined)[];
}

/** Makes the plan of a source from what jobs want and what is configured. */
export function planSource({ config, wanted }: BoundSource, needed: Wanted, settings: Settings): SourcePlan {
  const info = `source.${config.name}`;
  if (!wanted.some(({ measurement }) => needed.has(measurement))) return { terms: undefined, keeps: [] };
  const every = parseDuration(settings.value(info, 'every')) as number;
  const timeoutMs = parseTimeout(settings.value(info, 'timeout')) ?? defaultTimeout(every);
  const own = filterOf(info, settings);
  const keeps = wanted.map(({ measurement }) => both(own, anyOf(measurement, needed, settings)));
  return { terms: { every, timeoutMs }, keeps: keeps.some(Boolean) ? keeps : [] };
}

/** Whether a collection profile collects from a source. */
export function isCollectedFrom(source: string, profile: string, settings: Settings): boolean {
  return patternsIn(settings.value(profile, 'filter.source')).some((pattern) => fitsPattern(source, pattern));
}

/** What one of the profiles that want a measurement keeps is kept. */
function anyOf(measurement: ModelMeasurement, needed: Wanted, settings: Settings): Keep | undefined {
  const keeps = [...(needed.get(measurement) ?? [])].map((profile) => filterOf(profile, settings));
  if (keeps.length === 0 || keeps.includes(undefined)) return undefined;
  return (reading) => keeps.some((keep) => keep?.(reading));
}

function both(a: Keep | undefined, b: Keep | undefined): Keep | undefined {
  return a && b ? (reading) => a(reading) && b(reading) : (a ?? b);
}

function filterOf(info: string, settings: Settings): Keep | undefined {
  const value = parseCondition(settings.value(info, 'filter.value'));
  const instances = patternsIn(settings.value(info, 'filter.instances'));
  return compileFilter({ instances, ...(value && { value }) });
}

function patternsIn(text: string): string[] {
  return text.split(/\s+/).filter(Boolean);
}
