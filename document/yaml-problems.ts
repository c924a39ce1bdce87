import type { Document, YAMLError } from 'yaml';
import type { Diagnostic } from './diagnostic.ts';
import { DOCUMENT_RULES, type DocumentRuleId, diagnoseBy } from './rules.ts';
import type { SourceText } from './source-text.ts';

const diagnose = diagnoseBy(DOCUMENT_RULES);

const QUOTE = 'Put the whole value in quotes.';

/** What the `yaml` package complains of, and what the writer probably meant. The first that matches counts. */
const REMEDIES: readonly (readonly [RegExp, string])[] = [
  [/^Nested mappings are not allowed/, 'Put the value in quotes if it is text that holds a colon.'],
  [/^Implicit keys need to be on a single line/, 'See whether this line or the one before lacks its colon.'],
  [/^Implicit map keys need to be followed/, 'Write a colon and a space after the key.'],
  [/^Plain value cannot start with/, QUOTE],
  [/^(?:Not a YAML token|Block scalar header includes)/, QUOTE],
  [/^Unexpected .* at node end/, QUOTE],
  [/^Missing closing ("|')quote/, 'Close the quotes.'],
  [
    /^(?:All mapping items must start|Unexpected block-seq-ind on same)/,
    'Indent it like the lines it belongs with.',
  ],
  [/must be sufficiently indented and end with a (.)$/, 'Close the bracket.'],
  [/^Invalid escape sequence/, 'Double the backslash, or write the text in single quotes.'],
];

/**
 * What the `yaml` package found wrong while composing, one problem a line, and tabs alone where there are any:
 * the rest is mostly their echo.
 */
export function syntaxProblems(document: Document.Parsed, source: SourceText): Diagnostic[] {
  const errors: YAMLError[] = [...document.errors, ...document.warnings];
  const tabs = errors.filter(({ code }) => code === 'TAB_AS_INDENT');
  const lines = new Set<number>();
  const problems: Diagnostic[] = [];
  for (const error of tabs.length > 0 ? tabs : errors) {
    const problem = syntaxProblem(error, source);
    const line = problem.place?.line ?? 0;
    if (!lines.has(line)) problems.push(problem);
    lines.add(line);
  }
  return problems;
}

function syntaxProblem({ code, message, pos }: YAMLError, source: SourceText): Diagnostic {
  const at = (end: number) => source.place([pos[0], end]);
  const end = Math.max(pos[0] + 1, Math.min(pos[1], endOfLine(source.text, pos[0])));
  switch (code) {
    case 'TAB_AS_INDENT':
      return diagnose('YAML-TAB', at(end), 'A tab cannot indent a line of YAML.', 'Indent with spaces.');
    case 'TAG_RESOLVE_FAILED': {
      const tag = source.text.slice(pos[0], end);
      return diagnose('YAML-TAG', at(end), `The tag ${tag} means nothing here.`, 'Leave the tag out.');
    }
    case 'NON_STRING_KEY':
      return diagnose('YAML-KEY', at(end), 'A key must be text, not a map or list.', QUOTE);
    case 'BAD_ALIAS':
      return diagnose('YAML-ALIAS', at(end), `${message}.`, 'Put the value in quotes if it is text.');
    default:
      return diagnose(rule(code), at(end), `${message}.`, remedyFor(message));
  }
}

function rule(code: YAMLError['code']): DocumentRuleId {
  return code === 'RESOURCE_EXHAUSTION' ? 'YAML-NESTING' : 'YAML-SYNTAX';
}

function remedyFor(message: string): string | undefined {
  return REMEDIES.find(([pattern]) => pattern.test(message))?.[1];
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end;
}
