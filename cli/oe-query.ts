import type { TimeRange } from '../messages/message.ts';
import type { Model } from '../model/model.ts';
import { continuations } from '../oe/continuations.ts';
import { FigureNames, kpisOfDataSource } from '../oe/figure-names.ts';
import { type AnswerFormat, printConfiguration, printMeasurements } from '../oe/print/print-answers.ts';
import { parseMoment, TimeError } from '../oe/time-range.ts';
import { CommandError } from './command-error.ts';
import { type AccessOptions, askInstance } from './oe-access.ts';
import type { Terminal } from './terminal.ts';

export interface QueryOptions extends AccessOptions {
  readonly config?: readonly string[];
  /** Also the KPIs of this data source. */
  readonly dataSource?: string;
  readonly history: boolean;
  readonly from?: string;
  readonly to?: string;
  readonly format: AnswerFormat;
}

/** `kpi1 oe query`: true where an identifier is unknown. Throws CommandError. */
export async function query(
  identifiers: readonly string[],
  options: QueryOptions,
  terminal: Terminal,
): Promise<boolean> {
  const infos = options.config ?? [];
  const { dataSource } = options;
  if (identifiers.length === 0 && infos.length === 0 && dataSource === undefined) {
    throw new CommandError(
      'It is not said what to ask for.',
      'Name KPIs, measurements, modules, --data-source or --config.',
      2,
    );
  }
  const range = timeRange(options);
  const { model, figures, configuration } = await askInstance(options, terminal, async (instance, model) => {
    const wanted = [...identifiers, ...identifiersOf(dataSource, model)];
    return {
      model,
      figures: wanted.length > 0 ? await instance.queryMeasurements(wanted, range) : undefined,
      configuration: infos.length > 0 ? await instance.queryConfiguration(infos) : undefined,
    };
  });
  if (figures) terminal.out(printMeasurements(figures, options.format, model));
  if (configuration) terminal.out(printConfiguration(configuration, options.format));
  for (const { identifier, from } of continuations(figures?.found ?? [])) {
    terminal.err(
      `kpi1: there is more of ${identifier} than fits into one answer: ask again with --from ${from}`,
    );
  }
  const unknown = [...(figures?.unknown ?? []), ...(configuration?.unknown ?? [])];
  for (const identifier of unknown) terminal.err(`kpi1: ${unknownText(identifier, range, model)}`);
  return unknown.length > 0;
}

function identifiersOf(dataSource: string | undefined, model: Model | undefined): string[] {
  if (dataSource === undefined) return [];
  if (!model) throw new CommandError('--data-source needs the model.', 'Name it with --model.', 2);
  const found = kpisOfDataSource(model, dataSource);
  if (found.length > 0) return found;
  const known = [...new Set(model.modules.flatMap(({ kpis }) => kpis.map((kpi) => kpi.dataSource)))];
  throw new CommandError(`No KPI is of the data source ${dataSource}.`, `There is ${known.join(', ')}.`);
}

/** The range that --history, --from and --to say; undefined where the latest values are asked for. */
export function timeRange({
  history,
  from,
  to,
}: Pick<QueryOptions, 'history' | 'from' | 'to'>): TimeRange | undefined {
  if (!history && from === undefined && to === undefined) return undefined;
  const now = Date.now();
  try {
    const range = {
      begin: parseMoment(from ?? '1h', now),
      end: to === undefined ? now : parseMoment(to, now),
    };
    if (range.begin < range.end) return range;
  } catch (error) {
    if (error instanceof TimeError) throw new CommandError(error.message, undefined, 2);
    throw error;
  }
  throw new CommandError('The time range ends before it begins.', 'Exchange --from and --to.', 2);
}

function unknownText(identifier: string, range: TimeRange | undefined, model: Model | undefined): string {
  const names = model && new FigureNames(model);
  if (range && names && names.find(identifier).length > 0) {
    return `there is nothing of ${identifier} in that time (over SNMP there is history of KPIs only)`;
  }
  const meant = names?.find(identifier).length === 0 ? names.suggest(identifier) : undefined;
  return `${identifier} is not known there${meant === undefined ? '' : `; did you mean ${meant}?`}`;
}
