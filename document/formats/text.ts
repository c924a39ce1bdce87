import { codeFrame } from '../code-frame.ts';
import type { Diagnostic } from '../diagnostic.ts';
import { countBySeverity } from './count.ts';
import type { FormatContext } from './format.ts';

/**
 * `file:line:col: error RULE-ID message`, a code frame, the remedy, which may have lines to copy; at the end how
 * many there are.
 */
export function formatText(diagnostics: readonly Diagnostic[], context: FormatContext): string {
  const blocks = diagnostics.map((diagnostic) => block(diagnostic, context));
  return `${[...blocks, summary(diagnostics)].join('\n\n')}\n`;
}

function block({ severity, rule, message, remedy, place }: Diagnostic, context: FormatContext): string {
  const where = place ? `${place.file}:${place.line}:${place.column}: ` : '';
  const rows = [printable(`${where}${severity} ${rule} ${message}`)];
  const source = place && context.sourceTexts.get(place.file);
  if (source) rows.push(codeFrame(source, place).replace(/^/gm, '  '));
  if (remedy !== undefined) rows.push(...`  remedy: ${remedy}`.split('\n').map(printable));
  return rows.join('\n');
}

/** One line without control characters: what a file holds must not steer the terminal. */
function printable(text: string): string {
  return text.replace(/\p{Cc}/gu, '\uFFFD');
}

function summary(diagnostics: readonly Diagnostic[]): string {
  const { errors, warnings } = countBySeverity(diagnostics);
  if (errors + warnings === 0) return 'No problems.';
  const counts = [count(errors, 'error'), count(warnings, 'warning')].filter((text) => text !== '');
  return `${counts.join(', ')}.`;
}

function count(number: number, noun: string): string {
  return number === 0 ? '' : `${number} ${noun}${number === 1 ? '' : 's'}`;
}
