import type { PerformanceMeasurement, TimeRange } from '../../messages/message.ts';
import { walk } from '../../model/formula/walk.ts';
import type { Model, ModelKpi, ModelModule } from '../../model/model.ts';
import { continuations } from '../continuations.ts';
import type { Answer, InstanceClient } from '../instance-client.ts';
import { OeError } from '../oe-error.ts';
import { ReceivedFigures } from './received-figures.ts';

export interface History {
  readonly instanceId: string;
  readonly figures: ReceivedFigures;
}

/**
 * Asks an instance what these KPIs were over a time range, and for the samples of what they are calculated
 * from. Rejects with an OeError, also where the binding has no history of measurements.
 */
export async function askHistory(
  instance: InstanceClient,
  model: Model,
  kpis: readonly { readonly module: ModelModule; readonly kpi: ModelKpi }[],
  range: TimeRange,
): Promise<History> {
  const figures = new ReceivedFigures(model);
  const names = kpis.map(({ module, kpi }) => `${module.name}::${kpi.name}`);
  const answer = await askAll(instance, names, range);
  for (const measurement of answer.found) figures.add(measurement);
  const measurements = [...new Set(kpis.flatMap(({ module, kpi }) => measurementsOf(module, kpi)))];
  // A counter's increase begins with the sample before the first interval, which itself may begin before.
  const longest = Math.max(...kpis.map(({ kpi }) => kpi.reportingFrequency)) * 1000;
  const samples = await askAll(instance, measurements, {
    ...range,
    begin: range.begin - 2 * longest,
  });
  for (const measurement of samples.found) figures.add(measurement);
  if (samples.found.length > 0 || answer.found.length === 0)
    return { instanceId: answer.instanceId, figures };
  throw new OeError(
    'refused',
    'The instance tells no history of measurements: KPIs cannot be calculated.',
    'Ask over HTTP, with --url, or calculate from reports, with --reports.',
  );
}

/** Asks again for what did not fit into an answer, until there is no more. */
async function askAll(
  instance: InstanceClient,
  identifiers: readonly string[],
  range: TimeRange,
): Promise<Answer<PerformanceMeasurement>> {
  const answer = await instance.queryMeasurements(identifiers, range);
  const found = [...answer.found];
  const left = continuations(answer.found);
  for (let next = left.shift(); next; next = left.shift()) {
    const more = await instance.queryMeasurements([next.identifier], {
      ...range,
      begin: Date.parse(next.from),
    });
    found.push(...more.found);
    left.push(...continuations(more.found));
  }
  return { ...answer, found };
}

/** The measurements that a KPI follows from, and all of the objects that it or they belong to. */
function measurementsOf(module: ModelModule, kpi: ModelKpi): string[] {
  const kpis = new Map(module.kpis.map((each) => [each.name, each]));
  const read = new Set<string>();
  const visited = new Set<ModelKpi>();
  const visit = (each: ModelKpi | undefined): void => {
    if (!each || visited.has(each)) return;
    visited.add(each);
    walk(each.expression, (node) => {
      if (node.kind === 'measurement') read.add(node.name);
      else if (node.kind === 'kpi') visit(kpis.get(node.name));
    });
  };
  visit(kpi);
  return [...read].map((name) => `${module.name}::${name}`);
}
