import { readMeasurementValue } from '../../agent/collect/figure-value.ts';
import type { Diagnostic } from '../../document/diagnostic.ts';
import { suggest } from '../../document/did-you-mean.ts';
import { schemaCheck } from '../../document/schema.ts';
import { parseYaml, type YamlDocument } from '../../document/yaml-document.ts';
import { parseDuration } from '../../model/duration.ts';
import type { ModelFigure } from '../../model/model.ts';
import { rowKey } from '../../model/row-key.ts';
import { NoValue } from '../../model/value.ts';
import type { SimulatedValue, Simulation } from '../simulation.ts';
import { findCrossing } from './crossing.ts';
import type { Fault } from './faults.ts';
import { diagnoseFault, type FAULT_RULES } from './rules.ts';
import { FAULTS_SCHEMA } from './schema.ts';

interface Timing {
  readonly at: string;
  readonly for?: string;
}

/** A fault as the script has it. */
type RawFault = Timing &
  (
    | { readonly type: 'source-down' | 'counter-reset'; readonly module: string }
    | { readonly type: 'row-gone'; readonly object: string; readonly row: string }
    | {
        readonly type: 'value';
        readonly measurement: string;
        readonly row?: string;
        readonly value: SimulatedValue;
      }
    | {
        readonly type: 'threshold';
        readonly kpi: string;
        readonly row?: string;
        readonly severity?: 'warning' | 'critical';
      }
  );

const checkSchema = schemaCheck(FAULTS_SCHEMA);

/**
 * Reads a script of faults for these simulations. Every problem is a diagnostic, all at once; nothing is thrown.
 * `begin` is when the simulation starts, in milliseconds since the epoch.
 */
export function readFaults(
  file: string,
  content: Uint8Array,
  simulations: readonly Simulation[],
  begin: number,
): {
  readonly faults: readonly Fault[];
  readonly document: YamlDocument;
  readonly diagnostics: readonly Diagnostic[];
} {
  const document = parseYaml(file, content);
  const broken = document.data === undefined ? [] : checkSchema(document);
  const diagnostics = [...document.diagnostics, ...broken];
  if (diagnostics.some(({ severity }) => severity === 'error')) return { faults: [], document, diagnostics };
  const reader = new FaultReader(document, simulations, begin);
  const { faults: raw } = document.data as { faults: readonly RawFault[] };
  const faults = raw.flatMap((fault, n) => reader.read(fault, n));
  return { faults, document, diagnostics: [...diagnostics, ...reader.diagnostics] };
}

class FaultReader {
  readonly diagnostics: Diagnostic[] = [];
  readonly #document: YamlDocument;
  readonly #simulations: readonly Simulation[];
  readonly #begin: number;

  constructor(document: YamlDocument, simulations: readonly Simulation[], begin: number) {
    this.#document = document;
    this.#simulations = simulations;
    this.#begin = begin;
  }

  read(raw: RawFault, n: number): Fault[] {
    const from = (parseDuration(raw.at) as number) * 1000;
    const lasting = raw.for === undefined ? undefined : (parseDuration(raw.for) as number) * 1000;
    const time = { from, until: lasting === undefined ? Number.POSITIVE_INFINITY : from + lasting };
    switch (raw.type) {
      case 'source-down':
      case 'counter-reset': {
        const found = this.#find(raw.module, [n, 'module'], ({ module }) => [module]);
        return found ? [{ ...time, type: raw.type, module: found.what }] : [];
      }
      case 'row-gone': {
        const found = this.#find(raw.object, [n, 'object'], ({ module }) => module.objects);
        if (!found || !this.#hasRow(found.simulation, found.what.name, raw.row, n)) return [];
        return [
          { ...time, type: raw.type, module: found.simulation.module, object: found.what, row: raw.row },
        ];
      }
      case 'value':
        return this.#readValue(raw, n, time);
      case 'threshold':
        return this.#readThreshold(raw, n, time);
    }
  }

  #readValue(raw: RawFault & { type: 'value' }, n: number, time: { from: number; until: number }): Fault[] {
    const found = this.#find(raw.measurement, [n, 'measurement'], ({ module }) => module.measurements);
    if (!found) return [];
    const { what: measurement, simulation } = found;
    const row = this.#rowOf(measurement, raw.row, simulation, n);
    const value = readMeasurementValue(measurement, raw.value);
    if (value instanceof NoValue || typeof value === 'bigint') {
      const why = value instanceof NoValue ? value.reason : 'is too large';
      this.#tell('FAULT-VALUE', [n, 'value'], `The value of ${measurement.name} ${why}.`);
      return [];
    }
    return row === false
      ? []
      : [{ ...time, type: 'value', measurement, value, ...(row !== undefined && { row }) }];
  }

  #readThreshold(
    raw: RawFault & { type: 'threshold' },
    n: number,
    time: { from: number; until: number },
  ): Fault[] {
    const found = this.#find(raw.kpi, [n, 'kpi'], ({ module }) => module.kpis);
    if (!found) return [];
    const { what: kpi, simulation } = found;
    const named = this.#rowOf(kpi, raw.row, simulation, n);
    if (named === false) return [];
    const [first] = kpi.per === undefined ? [] : simulation.rowsOf(kpi.per);
    const row = named ?? (first && rowKey(first));
    const severity = raw.severity ?? (kpi.threshold?.critical ? 'critical' : 'warning');
    const crossing = findCrossing(kpi, severity, { row, at: this.#begin + time.from }, simulation);
    if (!crossing) {
      const why = kpi.threshold?.[severity]
        ? 'no change of one measurement does it'
        : `it has no ${severity} threshold`;
      this.#tell('FAULT-THRESHOLD', [n, 'kpi'], `${kpi.name} cannot be brought to cross it: ${why}.`);
      return [];
    }
    const isOfRow = row !== undefined && crossing.measurement.per === kpi.per;
    return [{ ...time, type: 'factor', ...crossing, ...(isOfRow && { row }) }];
  }

  /** The row of a figure that a fault names; undefined: all of them; false: there is no such row. */
  #rowOf(
    figure: ModelFigure,
    row: string | undefined,
    simulation: Simulation,
    n: number,
  ): string | undefined | false {
    if (row === undefined) return undefined;
    return this.#hasRow(simulation, figure.per, row, n) ? row : false;
  }

  #hasRow(simulation: Simulation, object: string | undefined, row: string, n: number): boolean {
    const rows = object === undefined ? [] : simulation.rowsOf(object).map(rowKey);
    if (rows.includes(row)) return true;
    const there = rows.length === 0 ? 'It has no rows.' : `There is ${rows.slice(0, 8).join(', ')}.`;
    this.#tell('FAULT-ROW', [n, 'row'], `There is no row ${row}.`, there);
    return false;
  }

  /** What `NAME` or `MODULE::NAME` stands for, and the simulation of its module. */
  #find<T extends { readonly name: string }>(
    name: string,
    [n, key]: readonly [number, string],
    among: (simulation: Simulation) => readonly T[],
  ): { what: T; simulation: Simulation } | undefined {
    const [own = '', module] = name.split('::').reverse();
    const all = this.#simulations.flatMap((simulation) =>
      among(simulation).map((what) => ({ what, simulation })),
    );
    const found = all.filter(
      (each) => each.what.name === own && (module === undefined || each.simulation.module.name === module),
    );
    if (found.length === 1) return found[0];
    if (found.length > 1) {
      const forms = found.map(({ simulation }) => `${simulation.module.name}::${own}`);
      this.#tell('FAULT-NAME', [n, key], `Several modules have ${own}.`, `Write ${forms.join(' or ')}.`);
      return undefined;
    }
    const meant = suggest(own, [...new Set(all.map(({ what }) => what.name))]);
    const remedy = meant === undefined ? undefined : `Did you mean ${meant}?`;
    this.#tell('FAULT-NAME', [n, key], `The model has no ${key} ${name}.`, remedy);
    return undefined;
  }

  #tell(
    rule: keyof typeof FAULT_RULES,
    path: readonly [number, string],
    message: string,
    remedy?: string,
  ): void {
    const { source, locations, data } = this.#document;
    const range = locations.rangeAt(data, ['faults', ...path]);
    this.diagnostics.push(diagnoseFault(rule, source.place(range), message, remedy));
  }
}
