import { isAbsolute } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Diagnostic, Place } from '../diagnostic.ts';
import type { FormatContext } from './format.ts';

/** Diagnostics as code scanners read them. */
export function formatSarif(diagnostics: readonly Diagnostic[], { rules, version }: FormatContext): string {
  const ids = Object.keys(rules);
  const known = Object.entries(rules).map(([id, { severity, title }]) => ({
    id,
    shortDescription: { text: `${title}.` },
    help: helpFor(id),
    defaultConfiguration: { level: severity },
  }));
  const results = diagnostics.map(({ severity, rule, message, remedy, place }) => ({
    ruleId: rule,
    ruleIndex: ids.indexOf(rule),
    level: severity,
    message: { text: remedy === undefined ? message : `${message} ${remedy}` },
    locations: place ? [{ physicalLocation: physicalLocation(place) }] : [],
  }));
  return sarifLog(version, known, results);
}

/** One run of the Static Analysis Results Interchange Format (SARIF 2.1.0). */
export function sarifLog(version: string, rules: readonly object[], results: readonly object[]): string {
  const run = { tool: { driver: { name: 'kpi1', version, rules } }, columnKind: 'utf16CodeUnits', results };
  const log = { $schema: 'https://json.schemastore.org/sarif-2.1.0.json', version: '2.1.0', runs: [run] };
  return `${JSON.stringify(log, undefined, 2)}\n`;
}

/** `helpUri` must be absolute (SARIF 2.1.0 section 3.49.12), so the page is named in the help's text. */
function helpFor(id: string) {
  const page = `docs/rules.md#${id.toLowerCase()}`;
  return { text: `See ${page}.`, markdown: `See [${id}](${page}).` };
}

/** Where a place is. */
export function physicalLocation({ file, line, column, endLine, endColumn }: Place) {
  const uri = isAbsolute(file) ? pathToFileURL(file).href : relativeUri(file);
  return {
    artifactLocation: { uri },
    region: { startLine: line, startColumn: column, endLine, endColumn },
  };
}

function relativeUri(file: string): string {
  return file.split(/[\\/]/).map(encodeURIComponent).join('/');
}
