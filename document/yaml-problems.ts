import type { Document, YAMLError } from 'yaml';
import type { Diagnostic } from './diagnostic.ts';
import { DOCUMENT_RULES, type DocumentRuleId, diagnoseBy } from './rules.ts';
import type { SourceText } from './source-text.ts';

const diagnose = diagnoseBy(DOCUMENT_RULES);

const QUOTE = 'Put the whole value in quotes.';
const INDENT = 'Indent it like the lines it belongs with.';

/** What the `yaml` package complains of, in words for people, and what they probably meant. */
const MEANINGS: readonly (readonly [pattern: RegExp, message: string | undefined, remedy: string])[] = [
  [
    /^Nested mappings are not allowed/,
    'A colon and a blank in a value begin a map, which cannot stand here.',
    'Put the value in quotes if it is text.',
  ],
  [
    /^Implicit keys need to be on a single line/,
    'A key must stand on one line with its colon.',
    'See whether this line or the one before lacks its colon.',
  ],
  [/^Implicit map keys need to be followed/, 'A key has no colon.', 'Write a colon and a blank after it.'],
  [
    /^(?:Not a YAML token|Block scalar header includes)/,
    'A value that begins with > or | is a block of text, which starts on the next line.',
    QUOTE,
  ],
  [/^Unexpected .* at node end/, 'The value ends before this, but the line goes on.', QUOTE],
  [/^Plain value cannot start with/, undefined, QUOTE],
  [/^Missing closing ["']quote/, 'A quotation mark that closes the value is missing.', 'Close the quotes.'],
  [/^All mapping items must start/, 'The line is not indented like the rest of its map.', INDENT],
  [/^Unexpected block-seq-ind on same/, 'A list cannot begin on the line of its key.', INDENT],
  [/must be sufficiently indented and end with a .$/, undefined, 'Close the bracket.'],
  [/^Invalid escape sequence/, undefined, 'Double the backslash, or write the text in single quotes.'],
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
    default: {
      const meaning = MEANINGS.find(([pattern]) => pattern.test(message));
      return diagnose(ruleOf(code), at(end), meaning?.[1] ?? `${message}.`, meaning?.[2]);
    }
  }
}

function ruleOf(code: YAMLError['code']): DocumentRuleId {
  return code === 'RESOURCE_EXHAUSTION' ? 'YAML-NESTING' : 'YAML-SYNTAX';
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end;
}
