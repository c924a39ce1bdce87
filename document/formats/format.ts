import type { Diagnostic } from '../diagnostic.ts';
import type { Rule } from '../rules.ts';
import type { SourceText } from '../source-text.ts';
import { formatGithub } from './github.ts';
import { formatJson } from './json.ts';
import { formatSarif } from './sarif.ts';
import { formatText } from './text.ts';

export const DIAGNOSTIC_FORMATS = ['text', 'json', 'github', 'sarif'] as const;
export type DiagnosticFormat = (typeof DIAGNOSTIC_FORMATS)[number];

/** What a rendering needs beside the diagnostics. */
export interface FormatContext {
  /** Texts of the files, for code frames; a file that is not there has none. */
  readonly sourceTexts: ReadonlyMap<string, SourceText>;
  /** All rules that can be broken. */
  readonly rules: Readonly<Record<string, Rule>>;
  /** Version of this program. */
  readonly version: string;
}

const FORMATS: Readonly<
  Record<DiagnosticFormat, (diagnostics: readonly Diagnostic[], context: FormatContext) => string>
> = { text: formatText, json: formatJson, github: formatGithub, sarif: formatSarif };

/** Writes diagnostics for a person, a program, GitHub Actions or a code scanner. Ends in a line break. */
export function formatDiagnostics(
  format: DiagnosticFormat,
  diagnostics: readonly Diagnostic[],
  context: FormatContext,
): string {
  return FORMATS[format](diagnostics, context);
}
