import { formatDataType } from '../../model/data-type.ts';
import { formatDuration } from '../../model/duration.ts';
import { walk } from '../../model/formula/walk.ts';
import type { ModelFigure, ModelKpi, Threshold } from '../../model/model.ts';
import type { ModulePair } from './compare.ts';
import { compareRanges } from './compare-ranges.ts';
import { relativeOid } from './relative-oid.ts';
import { renameIn } from './renames.ts';

/** Compares the measurements and the KPIs of a module. */
export function compareFigures(pair: ModulePair): void {
  const { before, now } = pair;
  comparePart(pair, before.measurements, now.measurements, 'measurement', () => {});
  const changed = new Set<string>();
  comparePart(pair, before.kpis, now.kpis, 'KPI', (earlier, kpi) => compareKpi(pair, earlier, kpi, changed));
  tellAffected(pair, changed);
  compareOrder(pair);
}

function comparePart<F extends ModelFigure>(
  pair: ModulePair,
  before: readonly F[],
  now: readonly F[],
  what: string,
  compareMore: (earlier: F, figure: F) => void,
): void {
  const { figures } = pair.renames;
  const byName = new Map(before.map((figure) => [figures.get(figure.name) ?? figure.name, figure]));
  const matched = new Set<F>();
  for (const figure of now) {
    const earlier = byName.get(figure.name);
    if (!earlier) {
      tellReuse(pair, figure);
      pair.tell('OBJECT-ADDED', figure.name, `The ${what} ${figure.name} is new, at ${figure.oid}.`);
      continue;
    }
    matched.add(earlier);
    compareFigure(pair, earlier, figure);
    compareMore(earlier, figure);
  }
  for (const figure of before) {
    if (matched.has(figure)) continue;
    const message = `The ${what} ${figure.name}, ${figure.descriptor} at ${figure.oid}, is gone.`;
    pair.tell('OBJECT-REMOVED', figure.name, message);
  }
}

function compareFigure(pair: ModulePair, before: ModelFigure, now: ModelFigure): void {
  const { name } = now;
  const tell = (rule: Parameters<ModulePair['tell']>[0], message: string) => pair.tell(rule, name, message);
  if (before.name !== name) tell('OBJECT-RENAMED', `${before.name} is called ${name} now.`);
  const per = before.per === undefined ? undefined : (pair.renames.objects.get(before.per) ?? before.per);
  if (per !== now.per) {
    tell('PLACE-CHANGED', `It was ${placeOf(before)} and is ${placeOf(now)}.`);
  } else if (relativeOid(pair.before, before.oid) !== relativeOid(pair.now, now.oid)) {
    tellReuse(pair, now);
    tell('OID-MOVED', `It moved from ${before.oid} to ${now.oid}.`);
  }
  if (before.descriptor !== now.descriptor && pair.before.prefix === pair.now.prefix) {
    tell('DESCRIPTOR-CHANGED', `${before.descriptor} is ${now.descriptor} now.`);
  }
  compareTypes(pair, before, now);
  if (before.unit !== now.unit) tell('UNIT-CHANGED', `The unit was ${before.unit} and is ${now.unit}.`);
  if (before.status !== now.status) tell('STATUS-CHANGED', `It was ${before.status} and is ${now.status}.`);
  if (before.description !== now.description) tell('TEXT-CHANGED', 'The description changed.');
}

function compareTypes(pair: ModulePair, before: ModelFigure, now: ModelFigure): void {
  const kinds = [before, now].map(({ dataType, syntax }) => `${dataType.kind} in ${syntax.base}`);
  if (kinds[0] !== kinds[1]) {
    pair.tell('TYPE-CHANGED', now.name, `It was ${kinds[0]} and is ${kinds[1]}.`);
    return;
  }
  if (before.syntax.decimals !== now.syntax.decimals) {
    const forms = [before, now].map(({ dataType }) => formatDataType(dataType));
    const message = `It was ${forms[0]} and is ${forms[1]}: 1 is ${10 ** now.syntax.decimals} now, and was ${10 ** before.syntax.decimals}.`;
    pair.tell('SCALING-CHANGED', now.name, message);
    return;
  }
  compareRanges(pair, now.name, 'The range', before.syntax, now.syntax);
}

function compareKpi(pair: ModulePair, before: ModelKpi, now: ModelKpi, changed: Set<string>): void {
  const { name } = now;
  const expression = renameIn(before.expression, pair.renames.figures);
  if (JSON.stringify(expression) !== JSON.stringify(now.expression)) {
    changed.add(name);
    pair.tell('FORMULA-CHANGED', name, `It was ${before.formula} and is ${now.formula}.`);
  }
  if (before.reportingFrequency !== now.reportingFrequency) {
    changed.add(name);
    const [was, is] = [before, now].map(({ reportingFrequency }) => formatDuration(reportingFrequency));
    pair.tell('FREQUENCY-CHANGED', name, `It was every ${was} and is every ${is}.`);
  }
  if (before.reportingDuration !== now.reportingDuration) {
    const [was, is] = [before, now].map(({ reportingDuration }) => durationOf(reportingDuration));
    pair.tell('DURATION-CHANGED', name, `It was ${was} and is ${is}.`);
  }
  for (const level of ['warning', 'critical'] as const) {
    const [was, is] = [before, now].map(({ threshold }) => conditionOf(threshold?.[level]));
    if (was !== is) pair.tell('THRESHOLD-CHANGED', name, `The ${level} threshold was ${was} and is ${is}.`);
  }
  const texts = ['purpose', 'dataSource', 'category'] as const;
  const different = texts.filter((field) => before[field] !== now[field]);
  if (different.length > 0) pair.tell('TEXT-CHANGED', name, `Changed: ${different.join(', ')}.`);
}

/** KPIs that refer, directly or not, to one that is calculated in another way now. */
function tellAffected({ now, tell }: ModulePair, changed: ReadonlySet<string>): void {
  const affected = new Set(changed);
  // In the order of definition: what a formula refers to comes before it.
  for (const { name, expression } of now.kpis) {
    const causes = new Set<string>();
    walk(expression, (node) => {
      if (node.kind === 'kpi' && affected.has(node.name)) causes.add(node.name);
    });
    if (causes.size === 0) continue;
    affected.add(name);
    const list = [...causes].map((cause) => `[${cause}]`).join(', ');
    if (!changed.has(name)) tell('FORMULA-AFFECTED', name, `Its formula refers to ${list}.`);
  }
}

/** Reports have KPIs and measurements in the order of definition (KPIinOMA 8.3.1). */
function compareOrder({ before, now, renames, tell }: ModulePair): void {
  for (const [part, what] of [
    ['kpis', 'KPIs'],
    ['measurements', 'measurements'],
  ] as const) {
    const was = before[part].map(({ name }) => renames.figures.get(name) ?? name);
    const is = now[part].map(({ name }) => name);
    const common = was.filter((name) => is.includes(name));
    const moved = is.filter((name) => was.includes(name)).find((name, at) => name !== common[at]);
    if (moved !== undefined) {
      tell('REPORT-REORDERED', '', `The ${what} of reports are in another order from ${moved} on.`);
    }
  }
}

function tellReuse({ ownersBefore, tell }: ModulePair, { name, oid }: ModelFigure): void {
  const owner = ownersBefore.get(oid);
  if (owner !== undefined && owner !== name) tell('OID-REUSED', name, `${oid} was ${owner} before.`);
}

function placeOf({ per }: ModelFigure): string {
  return per === undefined ? 'a scalar' : `a column of ${per}`;
}

function durationOf(seconds: number | null): string {
  return seconds === null ? 'continuous' : formatDuration(seconds);
}

function conditionOf(threshold: Threshold | undefined): string {
  return threshold ? `${threshold.operator} ${threshold.limit}` : 'none';
}
