import {
  type JsonMapping,
  type JsonMappingOptions,
  type JsonMappingSpec,
  resolveJsonMapping,
} from '../../../../agent/collect/json/mapping.ts';
import type { MeasurementProblem, Reading, WantedMeasurement } from '../../../../agent/collect/source.ts';
import { measurement, object } from '../../small-model.ts';

const trunk = object('trunk', { trunkName: 'string(1..8)' });

/** A measurement of each trunk. */
export const perTrunk = (dataType = 'gauge'): WantedMeasurement => ({
  measurement: measurement('calls', dataType, { per: 'trunk' }),
  object: trunk,
});
export const scalar = (dataType = 'gauge'): WantedMeasurement => ({
  measurement: measurement('calls', dataType),
});

/** A mapping without mistakes. */
export function mappingFor(
  wanted: WantedMeasurement,
  spec: Omit<JsonMappingSpec, 'labels'> & { labels?: Record<string, string> },
  options: JsonMappingOptions = {},
): JsonMapping {
  const { labels = {}, ...rest } = spec;
  const resolved = resolveJsonMapping(wanted, { ...rest, labels: new Map(Object.entries(labels)) }, options);
  if (!resolved.ok) throw new Error(resolved.mistakes[0]?.message);
  return resolved.mapping;
}

/** Readings and problems in short: `0[a]: 5`. */
export function shorten(sample: {
  readonly readings: readonly Reading[];
  readonly problems: readonly MeasurementProblem[];
}): string[] {
  return [
    ...sample.readings.map(
      ({ measurement, index, series }) =>
        `${measurement}[${index.join()}]: ${[...series.values()].join(' + ')}`,
    ),
    ...sample.problems.map(
      ({ measurement, index, reason }) => `${measurement}${index ? `[${index.join()}]` : ''} ${reason}`,
    ),
  ];
}
