import { suggest } from '../../../document/did-you-mean.ts';
import { NoValue } from '../../../model/value.ts';
import { readIndexValue } from '../figure-value.ts';
import type { WantedMeasurement } from '../source.ts';
import { type NameGrammar, PROMETHEUS_NAMES, parseSelector, type Selector } from './selector.ts';

/** Where the configuration says a measurement's figure is. */
export interface MappingSpec {
  /** A selector: `metric{label="value"}`. */
  readonly metric: string;
  /** Index name ← label name. An index that is not named here has the label of its own name. */
  readonly labels?: ReadonlyMap<string, string>;
  /** What a series that is not there counts as. Kamailio's counters are absent until first used. */
  readonly whenAbsent?: number;
}

/** A mapping spec made fit for its measurement. */
export interface Mapping {
  readonly wanted: WantedMeasurement;
  readonly selector: Selector;
  /** The label of each component of the object's index, in order; empty for a scalar. */
  readonly labels: readonly string[];
  readonly whenAbsent?: number | boolean;
}

export interface MappingMistake {
  /** Where in the spec: `['metric']`, `['labels', 'trunkName']`, `['whenAbsent']`. */
  readonly path: readonly string[];
  /** Half-open range in the selector's text, where the mistake is one of the selector. */
  readonly at?: readonly [start: number, end: number];
  readonly message: string;
}

export type ResolvedMapping =
  | { readonly ok: true; readonly mapping: Mapping }
  | { readonly ok: false; readonly mistakes: readonly MappingMistake[] };

/** Checks a mapping spec against its measurement; all mistakes at once. */
export function resolveMapping(
  wanted: WantedMeasurement,
  spec: MappingSpec,
  names: NameGrammar = PROMETHEUS_NAMES,
): ResolvedMapping {
  const parsed = parseSelector(spec.metric, names);
  const whenAbsent = readWhenAbsent(wanted, spec.whenAbsent);
  const mistakes: MappingMistake[] = [
    ...checkMeasurement(wanted),
    ...(parsed.ok ? [] : [{ path: ['metric'], at: parsed.mistake.at, message: parsed.mistake.message }]),
    ...checkLabels(wanted, spec.labels ?? new Map(), names),
    ...(whenAbsent instanceof NoValue ? [{ path: ['whenAbsent'], message: whenAbsent.reason }] : []),
  ];
  if (mistakes.length > 0 || !parsed.ok || whenAbsent instanceof NoValue) return { ok: false, mistakes };
  const labels = (wanted.object?.index ?? []).map(({ name }) => spec.labels?.get(name) ?? name);
  const absent = whenAbsent === undefined ? {} : { whenAbsent };
  return { ok: true, mapping: { wanted, selector: parsed.selector, labels, ...absent } };
}

function checkMeasurement({ measurement }: WantedMeasurement): MappingMistake[] {
  if (measurement.dataType.kind !== 'string') return [];
  const message = `${measurement.name} is a string, and what series say is always a number`;
  return [{ path: ['metric'], message }];
}

function checkLabels(
  wanted: WantedMeasurement,
  labels: ReadonlyMap<string, string>,
  names: NameGrammar,
): MappingMistake[] {
  return [...labels].flatMap(([index, label]) => {
    const path = ['labels', index];
    const mistake = checkIndexName(wanted, index);
    if (mistake !== undefined) return [{ path, message: mistake }];
    names.label.lastIndex = 0;
    if (names.label.exec(label)?.[0] === label) return [];
    return [{ path, message: `${JSON.stringify(label)} cannot be the name of a label` }];
  });
}

/** Why there is no such index in the measurement's object; undefined where there is. */
export function checkIndexName(
  { measurement, object }: WantedMeasurement,
  index: string,
): string | undefined {
  if (!object) return `${measurement.name} is a scalar: it has no index that a label could hold`;
  const names = object.index.map(({ name }) => name);
  if (names.includes(index)) return undefined;
  const meant = suggest(index, names);
  const remedy = meant === undefined ? `its index is ${names.join(', ')}` : `did you mean ${meant}?`;
  return `${object.name} has no index ${index}: ${remedy}`;
}

/** What an absent figure counts as, or what is wrong with that. */
export function readWhenAbsent({ measurement }: WantedMeasurement, value: number | undefined) {
  if (value === undefined) return undefined;
  const { dataType } = measurement;
  if (!Number.isFinite(value)) return new NoValue('whenAbsent must be a number');
  if (dataType.kind === 'counter' && value !== 0)
    return new NoValue('a counter that is absent can only count as 0');
  if (dataType.kind !== 'boolean') return value;
  return value === 0 || value === 1 ? value === 1 : new NoValue('whenAbsent of a boolean is 0 or 1');
}

/** The index that a series' labels name, or what is wrong with them. */
export function readIndex(
  { wanted, labels }: Mapping,
  series: ReadonlyMap<string, string>,
): (string | number)[] | NoValue {
  const values: (string | number)[] = [];
  for (const [position, index] of (wanted.object?.index ?? []).entries()) {
    const label = labels[position] as string;
    const text = series.get(label);
    if (text === undefined || text === '') {
      return new NoValue(`lacks label ${label}, the index ${index.name}: add ${label}!="" to the selector`);
    }
    const whole = index.dataType.kind !== 'string' && /^-?\d{1,15}$/.test(text) ? Number(text) : text;
    const value = readIndexValue(index, whole);
    if (value instanceof NoValue)
      return new NoValue(`label ${label}, the index ${index.name}, ${value.reason}`);
    values.push(value);
  }
  return values;
}
