import type { Diagnostic } from '../diagnostic.ts';

/** Workflow commands of GitHub Actions, one a line, which annotate the changed files of a pull request. */
export function formatGithub(diagnostics: readonly Diagnostic[]): string {
  return diagnostics.map((diagnostic) => `${command(diagnostic)}\n`).join('');
}

function command({ severity, rule, message, remedy, place }: Diagnostic): string {
  const where = place && {
    file: place.file,
    line: place.line,
    endLine: place.endLine,
    col: place.column,
    endColumn: place.endColumn,
  };
  const properties = Object.entries({ ...where, title: rule }).map(
    ([key, value]) => `${key}=${escapeProperty(String(value))}`,
  );
  const text = remedy === undefined ? message : `${message} ${remedy}`;
  return `::${severity} ${properties.join(',')}::${escapeData(text)}`;
}

/** The text of a workflow command. */
export function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

/** The value of a property of a workflow command. */
export function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
