import type { Diagnostic } from '../document/diagnostic.ts';
import { type DiagnosticFormat, formatDiagnostics } from '../document/formats/format.ts';
import type { Rule } from '../document/rules.ts';
import type { SourceText } from '../document/source-text.ts';
import type { Terminal } from './terminal.ts';
import { readProgramVersion } from './version.ts';

/**
 * Prints problems on standard output, as linters do, whatever the format; true where one is an error. As text
 * nothing is printed where there is none.
 */
export function printProblems(
  diagnostics: readonly Diagnostic[],
  format: DiagnosticFormat,
  rules: Readonly<Record<string, Rule>>,
  sourceTexts: ReadonlyMap<string, SourceText>,
  terminal: Terminal,
): boolean {
  if (format !== 'text' || diagnostics.length > 0) {
    const [, version = ''] = readProgramVersion().split(' ');
    const text = formatDiagnostics(format, diagnostics, { sourceTexts, rules, version });
    if (text !== '') terminal.out(text.replace(/\n$/, ''));
  }
  return diagnostics.some(({ severity }) => severity === 'error');
}
