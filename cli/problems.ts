import type { Diagnostic } from '../document/diagnostic.ts';
import { type DiagnosticFormat, formatDiagnostics } from '../document/formats/format.ts';
import type { Rule } from '../document/rules.ts';
import type { SourceText } from '../document/source-text.ts';
import { readProgramVersion } from './version.ts';

/** Prints problems on standard output, for a person on standard error; true where one is an error. */
export function printProblems(
  diagnostics: readonly Diagnostic[],
  format: string,
  rules: Readonly<Record<string, Rule>>,
  sourceTexts: ReadonlyMap<string, SourceText>,
): boolean {
  const [, version = ''] = readProgramVersion().split(' ');
  const text = formatDiagnostics(format as DiagnosticFormat, diagnostics, { sourceTexts, rules, version });
  if (format !== 'text') process.stdout.write(text);
  else if (diagnostics.length > 0) process.stderr.write(text);
  return diagnostics.some(({ severity }) => severity === 'error');
}
