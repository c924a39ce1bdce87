import { suggest } from '../../document/did-you-mean.ts';
import { MAX_TEXT } from '../../model/base-mib.ts';
import { formatDataType } from '../../model/data-type.ts';
import { formatDuration, parseDuration } from '../../model/duration.ts';
import { checkFormula } from '../../model/formula/check.ts';
import { formulaTypeOf } from '../../model/formula/check-types.ts';
import type { Expression } from '../../model/formula/expression.ts';
import { parseFormula } from '../../model/formula/parse.ts';
import type { FormulaProblem } from '../../model/formula/problem.ts';
import type { ScopeKpi } from '../../model/formula/scope.ts';
import type { ItemType, Subject } from './item.ts';
import { condition, duration } from './item-types.ts';

/** A KPI's calculation method: a formula that the generator would take (KPIinOMA 5.4, 6.1.3). */
export const formula: ItemType = {
  form: 'a formula',
  check(text, subject) {
    const octets = Buffer.byteLength(text);
    if (octets > MAX_TEXT) return `The formula has ${octets} octets. Write at most ${MAX_TEXT}.`;
    const { expression, problems } = parseFormula(text, suggest);
    const found = expression ? checkMeaning(expression, subject) : problems.map(explain);
    return found.length > 0 ? found.join(' ') : undefined;
  },
};

function checkMeaning(expression: Expression, { kpi: own, formulaOf }: Subject): string[] {
  if (!own || !formulaOf) return [];
  const { module, kpi } = own;
  const kpis = new Map<string, ScopeKpi>();
  const measurements = new Map(module.measurements.map((each) => [each.name, each]));
  const found: string[] = [];
  // In the order of definition, so that each knows how deep those nest that it refers to.
  for (const [order, each] of module.kpis.entries()) {
    const isOwn = each === kpi;
    const written = isOwn ? expression : formulaOf(each).expression;
    const { name, dataType, per } = each;
    const self = { name, dataType, module: module.name, order, expression: written };
    const scoped = { ...self, ...(per !== undefined && { per }) };
    kpis.set(name, scoped);
    if (isOwn) for (const later of laterKpis(module, order, formulaOf)) kpis.set(later.name, later);
    const checked = checkFormula(written, { self: scoped, measurements, kpis, suggest });
    kpis.set(name, { ...scoped, depth: checked.depth });
    const errors = checked.problems.filter(({ code }) => code !== 'FORMULA-CONSTANT');
    if (isOwn) found.push(...errors.map(explain), ...checkResult(kpi.dataType, checked.type));
    else if (order > module.kpis.indexOf(kpi) && errors.length > 0) {
      found.push(`With it, the formula of ${name} would not hold: ${errors.map(explain).join(' ')}`);
    }
  }
  return found;
}

/** What is defined after a KPI, so that a reference to it is told for what it is. */
function laterKpis(
  module: NonNullable<Subject['kpi']>['module'],
  order: number,
  formulaOf: NonNullable<Subject['formulaOf']>,
): ScopeKpi[] {
  return module.kpis.slice(order + 1).map((each, n) => {
    const { name, dataType, per } = each;
    const { expression } = formulaOf(each);
    return {
      ...{ name, dataType, module: module.name, order: order + 1 + n, expression },
      ...(per !== undefined && { per }),
    };
  });
}

const GIVES = { number: 'a number', boolean: 'true or false', string: 'text' } as const;

function checkResult(
  dataType: NonNullable<Subject['kpi']>['kpi']['dataType'],
  type: keyof typeof GIVES | undefined,
): string[] {
  const wanted = formulaTypeOf(dataType);
  if (type === undefined || type === wanted) return [];
  return [`The formula gives ${GIVES[type]}, but the KPI's ${formatDataType(dataType)} is ${GIVES[wanted]}.`];
}

/** A problem with its column, counted from 1. */
function explain({ message, remedy, at }: FormulaProblem): string {
  return `Column ${at[0] + 1}: ${message}${remedy === undefined ? '' : ` ${remedy}`}`;
}

const anyPeriod = duration(['inherited']);

/** How often a KPI is reported: a whole multiple of its reporting frequency (KPIinOMA 5.7, O25). */
export const reportPeriod: ItemType = {
  form: 'a whole multiple of the reporting frequency, or `inherited`',
  check(text, subject) {
    const problem = anyPeriod.check(text, subject);
    if (problem !== undefined || text === 'inherited' || !subject.kpi) return problem;
    const { reportingFrequency, reportingDuration } = subject.kpi.kpi;
    const seconds = parseDuration(text) as number;
    const frequency = formatDuration(reportingFrequency);
    if (seconds % reportingFrequency !== 0) {
      return `${text} is no whole multiple of ${frequency}, the smallest reporting period of the KPI.`;
    }
    if (reportingDuration === null || seconds <= reportingDuration) return undefined;
    return `${text} is longer than ${formatDuration(reportingDuration)}, for which the KPI is reported.`;
  },
};

/** A threshold of a KPI that is a number. */
export const threshold: ItemType = {
  ...condition('none'),
  check(text, subject) {
    const problem = condition('none').check(text, subject);
    if (problem !== undefined || text === 'none' || !subject.kpi) return problem;
    const { dataType } = subject.kpi.kpi;
    if (formulaTypeOf(dataType) === 'number') return undefined;
    return `The KPI is ${GIVES[formulaTypeOf(dataType)]}: only a number has thresholds. Write none.`;
  },
};

/** A number that is not negative, in the KPI's unit. */
export const hysteresis: ItemType = {
  form: 'a number from 0 on',
  check: (text) =>
    /^(\d{1,15}(\.\d{1,9})?)$/.test(text) ? undefined : 'It is no number from 0 on. Write 0 or 1.5.',
};

/** How often a source is sampled: at least once in each interval of the KPIs that it feeds. */
export const samplingPeriod: ItemType = {
  form: 'a duration such as `10s`, at most the shortest interval of the KPIs that the source feeds',
  check(text, subject) {
    const problem = duration().check(text, subject);
    const { shortestInterval } = subject;
    if (problem !== undefined || shortestInterval === undefined) return problem;
    if ((parseDuration(text) as number) <= shortestInterval) return undefined;
    const longest = formatDuration(shortestInterval);
    return `It feeds KPIs that are calculated every ${longest}, but would be sampled every ${text}. Write ${longest} or less.`;
  },
};
