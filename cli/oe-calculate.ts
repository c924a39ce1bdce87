import { explainFileError } from '../document/file-error.ts';
import type { Model, ModelKpi, ModelModule } from '../model/model.ts';
import { askHistory } from '../oe/calculate/ask-history.ts';
import { type Comparison, compareKpis } from '../oe/calculate/compare-kpis.ts';
import { readReports } from '../oe/calculate/read-reports.ts';
import { FigureNames } from '../oe/figure-names.ts';
import type { AnswerFormat } from '../oe/print/print-answers.ts';
import { printComparisons } from '../oe/print/print-comparisons.ts';
import { CommandError } from './command-error.ts';
import { type AccessOptions, askInstance, loadModel } from './oe-access.ts';
import { timeRange } from './oe-query.ts';
import type { Terminal } from './terminal.ts';

export interface CalculateOptions extends AccessOptions {
  readonly reports?: string;
  readonly from?: string;
  readonly to?: string;
  readonly tolerance: string;
  readonly all: boolean;
  readonly format: AnswerFormat;
}

interface WantedKpi {
  readonly module: ModelModule;
  readonly kpi: ModelKpi;
}

/** `kpi1 oe calculate`: true where a KPI differs, or none could be compared. Throws CommandError. */
export async function calculate(
  names: readonly string[],
  options: CalculateOptions,
  terminal: Terminal,
): Promise<boolean> {
  const model = loadModel(options.model, true) as Model;
  const wanted = wantedKpis(names, model);
  const tolerance = Number(options.tolerance);
  if (!Number.isInteger(tolerance) || tolerance < 0) {
    throw new CommandError(`${options.tolerance} is no tolerance.`, 'Write --tolerance 1.', 2);
  }
  const isWanted = (module: ModelModule, kpi: ModelKpi) =>
    wanted.some((each) => each.module === module && each.kpi === kpi);
  const compared = { tolerance, isWanted };
  const comparisons =
    options.reports === undefined
      ? await fromHistory(wanted, model, options, compared, terminal)
      : await fromReports(options.reports, model, compared, terminal);
  terminal.out(printComparisons(comparisons, options.format, options.all));
  const hasCompared = comparisons.some(({ verdict }) => verdict === 'equal' || verdict === 'different');
  if (!hasCompared) {
    terminal.err(
      'kpi1: no KPI could be compared: two reports in a row, or history of measurements, are needed',
    );
  }
  return !hasCompared || comparisons.some(({ verdict }) => verdict === 'different');
}

type Compared = Pick<Parameters<typeof compareKpis>[1], 'tolerance' | 'isWanted'>;

async function fromReports(
  file: string,
  model: Model,
  compared: Compared,
  terminal: Terminal,
): Promise<Comparison[]> {
  const { instances, unreadable } = await readReports(file, model).catch((error: unknown) => {
    throw new CommandError(
      `${file} ${explainFileError(error)}.`,
      'Name what kpi1 oe listen --append has written.',
    );
  });
  if (unreadable.length > 0) {
    terminal.err(`kpi1: ${file}: left out what is no report, in line ${unreadable.slice(0, 10).join(', ')}`);
  }
  return [...instances].flatMap(([instanceId, figures]) =>
    compareKpis(figures, { ...compared, instanceId, isSampled: false }),
  );
}

async function fromHistory(
  wanted: readonly WantedKpi[],
  model: Model,
  options: CalculateOptions,
  compared: Compared,
  terminal: Terminal,
): Promise<Comparison[]> {
  const range = timeRange({ ...options, history: true });
  if (!range) return [];
  const { instanceId, figures } = await askInstance(options, terminal, (instance) =>
    askHistory(instance, model, wanted, range),
  );
  return compareKpis(figures, { ...compared, instanceId, isSampled: true });
}

function wantedKpis(names: readonly string[], model: Model): WantedKpi[] {
  const figures = new FigureNames(model);
  const all = names.length === 0 ? model.modules.map(({ name }) => name) : names;
  return all.flatMap((name) => {
    const kpis = figures.find(name).filter(({ isKpi }) => isKpi);
    if (kpis.length > 0 || names.length === 0) {
      return kpis.map(({ module, figure }) => ({ module, kpi: figure as ModelKpi }));
    }
    const meant = figures.suggest(name);
    const remedy = meant === undefined ? 'Name a KPI or module of the model.' : `Did you mean ${meant}?`;
    throw new CommandError(`${name} is no KPI of the model.`, remedy);
  });
}
