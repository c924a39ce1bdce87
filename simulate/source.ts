import type { RawValue, Reading, Sample, Source, WantedMeasurement } from '../agent/collect/source.ts';
import { rowKey } from '../model/row-key.ts';
import type { Faults } from './faults/faults.ts';
import type { Simulation } from './simulation.ts';

export interface SimulatedSourceOptions {
  readonly name: string;
  readonly simulation: Simulation;
  readonly faults: Faults;
  /** Readings name measurements by their position here. */
  readonly wanted: readonly WantedMeasurement[];
  /** Milliseconds since the epoch. */
  now(): number;
}

/** A source that measures nothing, and says what the simulation says, with the faults that are due. */
export function createSimulatedSource(options: SimulatedSourceOptions): Source {
  const { name, simulation, faults, wanted, now } = options;
  return {
    name,
    read(): Promise<Sample> {
      const at = now();
      if (faults.isDown(simulation.module, at)) {
        return Promise.resolve({ ok: false, reason: `${name} is down, as the script of faults says` });
      }
      const readings = wanted.flatMap((each, position) => readingsOf(each, position, at, options));
      return Promise.resolve({ ok: true, readings, problems: [] });
    },
    close: () => Promise.resolve(),
  };
}

function readingsOf(
  { measurement, object }: WantedMeasurement,
  position: number,
  at: number,
  { simulation, faults }: SimulatedSourceOptions,
): Reading[] {
  const rows = object ? simulation.rowsOf(object.name) : [[]];
  return rows.flatMap((index) => {
    const row = rowKey(index);
    if (object && faults.isGone(simulation.module, object, row, at)) return [];
    const value = faults.valueAt({ measurement, index, at }, simulation);
    const { dataType } = measurement;
    const raw: RawValue =
      dataType.kind === 'counter' && typeof value === 'number' ? Math.floor(value) : value;
    return [{ measurement: position, index, series: new Map([['', raw]]) }];
  });
}
