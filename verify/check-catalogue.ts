import { setTimeout as pause } from 'node:timers/promises';
import { formatDataType } from '../model/data-type.ts';
import { formatDuration } from '../model/duration.ts';
import type { ModelFigure, ModelKpi, ModelModule } from '../model/model.ts';
import { figureText, octetsToText, readDateAndTime } from '../oe/snmp/figure-text.ts';
import { askEach } from './ask-each.ts';
import type { PresenceContext } from './check-presence.ts';
import { typeOf } from './check-value.ts';
import { instanceSubject } from './expected.ts';
import type { Seen } from './probe.ts';
import { isException, NO_VALUE, numberOf } from './seen-value.ts';

/** What a column must say of a figure, as text. */
type Fields = Readonly<Record<string, string>>;

/** How long after the end of an interval its values may come, and how far clocks may differ, in milliseconds. */
const GRACE = 30_000;
const VALID = 1n;
const SOURCE_DOWN = 2n;

/** Checks kpi1KpiTable and kpi1PmTable against the definitions: the ten fields of each KPI, and how old its value is. */
export async function checkCatalogue(
  modules: readonly ModelModule[],
  now: () => number,
  context: PresenceContext,
): Promise<void> {
  for (const module of modules) {
    for (const kpi of module.kpis) {
      checkFields('kpi1Kpi', kpiFields(module, kpi), { module, figure: kpi }, context);
      checkAge({ module, kpi }, now(), context);
      await checkSaid({ module, kpi }, context);
    }
    for (const measurement of module.measurements) {
      checkFields(
        'kpi1Pm',
        commonFields('kpi1Pm', module, measurement),
        { module, figure: measurement },
        context,
      );
    }
  }
  checkUnknownRows('kpi1KpiName', modules, ({ kpis }) => kpis, context);
  checkUnknownRows('kpi1PmName', modules, ({ measurements }) => measurements, context);
}

function kpiFields(module: ModelModule, kpi: ModelKpi): Fields {
  return {
    ...commonFields('kpi1Kpi', module, kpi),
    kpi1KpiPurpose: kpi.purpose,
    kpi1KpiFormula: kpi.formula,
    kpi1KpiReportingFrequency: String(kpi.reportingFrequency),
    kpi1KpiReportingDuration: String(kpi.reportingDuration ?? 0),
    kpi1KpiDataSource: kpi.dataSource,
    kpi1KpiCategory: kpi.category ?? '',
  };
}

function commonFields(table: 'kpi1Kpi' | 'kpi1Pm', { name }: ModelModule, figure: ModelFigure): Fields {
  return {
    [`${table}ModuleName`]: name,
    [`${table}Name`]: figure.name,
    [`${table}Description`]: figure.description,
    [`${table}Unit`]: figure.unit,
    [`${table}DataType`]: formatDataType(figure.dataType),
    [`${table}Object`]: figure.per === undefined ? `${figure.oid}.0` : figure.oid,
  };
}

interface Described {
  readonly module: ModelModule;
  readonly figure: ModelFigure;
}

function checkFields(
  table: 'kpi1Kpi' | 'kpi1Pm',
  fields: Fields,
  { module, figure }: Described,
  { expectation, instances, findings }: PresenceContext,
): void {
  const row = `${module.arc}.${figure.arc}`;
  const name = expectation.base(`${table}Name`);
  if (!Object.keys(fields).some((field) => instances.of(expectation.base(field)).has(row))) {
    findings.add('ROW-MISSING', instanceSubject(name, row), `a row for ${figure.name}`, 'no row');
    return;
  }
  for (const [field, expected] of Object.entries(fields)) {
    const object = expectation.base(field);
    const seen = instances.of(object).get(row);
    // What is missing is told of the row.
    if (
      !seen ||
      isSaid(textOf(seen), expected, object.syntax.of === 'base' ? object.syntax.syntax : undefined)
    )
      continue;
    const rule = field === 'kpi1KpiFormula' ? 'FORMULA-DIFFERS' : 'FIELD-DIFFERS';
    findings.add(rule, instanceSubject(object, row), JSON.stringify(expected), JSON.stringify(textOf(seen)));
  }
}

function textOf({ value }: Seen): string {
  return octetsToText(value);
}

const CUT = '...';

/** Whether a text is the one expected, or its beginning where it is longer than its object. */
function isSaid(seen: string, expected: string, syntax: { kind: string; max?: number } | undefined): boolean {
  if (seen === expected) return true;
  const isLong = syntax?.kind === 'text' && Buffer.byteLength(expected) > (syntax.max ?? 0);
  return isLong && seen.endsWith(CUT) && expected.startsWith(seen.slice(0, -CUT.length));
}

/** A value that is older than one interval and some time to calculate it is stale. */
function checkAge(
  { module, kpi }: { module: ModelModule; kpi: ModelKpi },
  now: number,
  { expectation, instances, findings }: PresenceContext,
): void {
  const row = `${module.arc}.${kpi.arc}`;
  const status = instances.of(expectation.base('kpi1KpiStatus')).get(row);
  const time = expectation.base('kpi1KpiTime');
  const seen = instances.of(time).get(row);
  const at = readDateAndTime(seen?.value);
  if (at === undefined || !status || numberOf(status) === NO_VALUE) return;
  const age = now - at;
  const moment = new Date(at).toISOString();
  if (age > kpi.reportingFrequency * 1000 + GRACE) {
    const expected = `an interval of ${formatDuration(kpi.reportingFrequency)} that ended less than ${formatDuration(kpi.reportingFrequency + GRACE / 1000)} ago`;
    findings.add(
      'KPI-STALE',
      instanceSubject(time, row),
      expected,
      `${moment}, ${Math.round(age / 1000)}s ago`,
    );
  } else if (age < -GRACE) {
    findings.add('TIME-FUTURE', instanceSubject(time, row), 'a time that has come', moment);
  }
}

const TRIES = 3;
const BETWEEN_TRIES = 50;

/** The value of a scalar KPI and what kpi1KpiTable says of it, asked for in one request, must be the same. */
async function checkSaid(
  { module, kpi }: { module: ModelModule; kpi: ModelKpi },
  { expectation, instances, findings, probe }: PresenceContext,
): Promise<void> {
  const row = `${module.arc}.${kpi.arc}`;
  const said = expectation.base('kpi1KpiValue');
  if (kpi.per !== undefined || !instances.of(said).has(row)) return;
  const oids = [said.oid, expectation.base('kpi1KpiStatus').oid].map((oid) => `${oid}.${row}`);
  let differs = { expected: '', seen: '' };
  for (let left = TRIES; left > 0; left--) {
    const [text, status, value] = await askEach([...oids, `${kpi.oid}.0`], (some) => probe.get(some));
    if (!text || !status || !value || 'failure' in text || 'failure' in status || 'failure' in value) return;
    if (isException(text) || numberOf(status) !== VALID) return;
    // A value of another type, or none, is told elsewhere.
    if (value.smi !== typeOf({ of: 'figure', syntax: kpi.syntax })) return;
    const own = figureText(value, kpi.syntax);
    if (textOf(text) === own) return;
    differs = { expected: JSON.stringify(own), seen: JSON.stringify(textOf(text)) };
    await pause(BETWEEN_TRIES);
  }
  findings.add(
    'CATALOGUE-DIFFERS',
    instanceSubject(said, row),
    `${differs.expected}, as the object says`,
    differs.seen,
  );
}

/** A source that is down leaves its figures without a value: the agent says so, and keeps to its MIB. */
export function checkSources({ expectation, instances, findings }: PresenceContext): void {
  const object = expectation.base('kpi1SourceStatus');
  const reasons = instances.of(expectation.base('kpi1SourceReason'));
  for (const [row, seen] of instances.of(object)) {
    if (numberOf(seen) !== SOURCE_DOWN) continue;
    const reason = reasons.get(row);
    findings.add('SOURCE-DOWN', instanceSubject(object, row), 'up', `down: ${reason ? textOf(reason) : ''}`);
  }
}

/** Rows of the modules checked that stand for nothing defined. */
function checkUnknownRows(
  column: string,
  modules: readonly ModelModule[],
  figuresOf: (module: ModelModule) => readonly ModelFigure[],
  { expectation, instances, findings }: PresenceContext,
): void {
  const object = expectation.base(column);
  const known = new Set(
    modules.flatMap((module) => figuresOf(module).map(({ arc }) => `${module.arc}.${arc}`)),
  );
  for (const [row, seen] of instances.of(object)) {
    const [arc] = row.split('.', 1);
    if (known.has(row) || !modules.some((module) => String(module.arc) === arc)) continue;
    findings.add('ROW-UNKNOWN', instanceSubject(object, row), 'no row', JSON.stringify(textOf(seen)));
  }
}
