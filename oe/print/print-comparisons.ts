import type { Comparison, Verdict } from '../calculate/compare-kpis.ts';
import { toCsv } from './csv.ts';
import type { AnswerFormat } from './print-answers.ts';
import { layOut } from './table.ts';

const COLUMNS = ['name', 'end', 'reported', 'calculated', 'verdict', 'note'] as const;
const VERDICTS: readonly Verdict[] = ['equal', 'different', 'uncertain', 'unknown'];

/** What was reported beside what was calculated; a table has a summary below it. */
export function printComparisons(
  comparisons: readonly Comparison[],
  format: AnswerFormat,
  isEverythingShown: boolean,
): string {
  const shown = comparisons.filter(({ verdict }) => isEverythingShown || verdict !== 'equal');
  const counts = Object.fromEntries(
    VERDICTS.map((verdict) => [verdict, comparisons.filter((each) => each.verdict === verdict).length]),
  );
  if (format === 'json') return JSON.stringify({ counts, comparisons: shown }, null, 2);
  if (format === 'csv') return toCsv(['instance', 'module', 'begin', ...COLUMNS], shown);
  const summary = VERDICTS.map((verdict) => `${counts[verdict]} ${verdict}`).join(', ');
  const table = shown.length > 0 ? [...layOut(COLUMNS, shown, ['reported', 'calculated']), ''] : [];
  return [...table, `KPIs: ${summary}.`].join('\n');
}
