import { Composer, type Document, Parser } from 'yaml';
import { decodeText } from './decode.ts';
import type { Diagnostic } from './diagnostic.ts';
import { Locations } from './locations.ts';
import { firstNestedDeeperThan, MAX_DEPTH } from './nesting.ts';
import { plainData } from './plain-data.ts';
import { DOCUMENT_RULES, diagnoseBy } from './rules.ts';
import type { SourceText } from './source-text.ts';
import { syntaxProblems } from './yaml-problems.ts';

const diagnose = diagnoseBy(DOCUMENT_RULES);

/** One file of YAML as plain data that knows where it stood. */
export interface YamlDocument {
  readonly source: SourceText;
  /** Undefined where the text could not be read; the diagnostics then say why. */
  readonly data: unknown;
  readonly locations: Locations;
  readonly diagnostics: readonly Diagnostic[];
}

/** Keys are text and unique (checked while walking, which is faster), `<<` is no merge, and only core tags exist. */
const OPTIONS = {
  schema: 'core',
  merge: false,
  resolveKnownTags: false,
  stringKeys: true,
  uniqueKeys: false,
} as const;

/**
 * Reads one YAML 1.2 document (core schema). Every problem is a diagnostic; whatever the bytes, nothing is
 * thrown. The data has plain objects, arrays, strings, numbers, booleans and nulls.
 */
export function parseYaml(file: string, content: Uint8Array | string): YamlDocument {
  const { source, problem } = decodeText(file, content);
  const unreadable = (diagnostics: readonly Diagnostic[]): YamlDocument => ({
    source,
    data: undefined,
    locations: new Locations(null, new Map()),
    diagnostics,
  });
  if (problem) return unreadable([problem]);
  const composed = compose(source);
  if (!('document' in composed)) return unreadable([composed.problem]);
  const { document } = composed;
  const syntax = syntaxProblems(document, source);
  if (document.errors.length > 0) return unreadable(syntax);
  const { data, nodes, diagnostics, complete } = plainData(document.contents, source);
  const problems = [...syntax, ...diagnostics];
  if (!complete) return unreadable(problems);
  if (data === null) return unreadable([empty(source)]);
  return { source, data, locations: new Locations(document.contents, nodes), diagnostics: problems };
}

/** The one document, or why there is none to be had. */
function compose(source: SourceText): { document: Document.Parsed } | { problem: Diagnostic } {
  const tokens = [...new Parser().parse(source.text)];
  const deep = firstNestedDeeperThan(MAX_DEPTH, tokens);
  if (deep !== undefined) {
    const message = `Maps and lists nest deeper than ${MAX_DEPTH} levels.`;
    return { problem: diagnose('YAML-NESTING', source.place([deep, deep + 1]), message) };
  }
  const [first, second] = new Composer(OPTIONS).compose(tokens, true, source.text.length);
  if (first === undefined) return { problem: empty(source) };
  if (second === undefined) return { document: first };
  const start = second.range[0];
  const message = 'A second document begins here; a file holds one.';
  const remedy = 'Put it into a file of its own.';
  return { problem: diagnose('YAML-DOCUMENTS', source.place([start, start + 3]), message, remedy) };
}

function empty(source: SourceText): Diagnostic {
  return diagnose('YAML-EMPTY', source.place([0, 0]), 'The file holds nothing but white space and comments.');
}
