import type { ErrorObject } from 'ajv/dist/2020.js';
import type { Diagnostic } from './diagnostic.ts';
import type { Container, Path } from './locations.ts';
import { dataAt } from './locations.ts';
import { DOCUMENT_RULES, diagnoseBy } from './rules.ts';
import type { Forms } from './schema.ts';
import { explain } from './schema-words.ts';
import type { TextRange } from './source-text.ts';
import type { YamlDocument } from './yaml-document.ts';

const diagnose = diagnoseBy(DOCUMENT_RULES);

/** Says in plain words what one error of ajv means, at the key or value to blame. */
export function schemaProblem(error: ErrorObject, document: YamlDocument, forms: Forms): Diagnostic {
  const path = pathOf(error.instancePath, document.data);
  const place = document.source.place(blamedRange(error, path, document));
  const [start, end] = document.locations.rangeAt(document.data, path);
  const written = document.source.text.slice(start, end);
  const form = forms[error.parentSchema?.format as string];
  const { rule, message, remedy } = explain(error, { path, written, form });
  const hidden = error.data === null && /^\s*#/.test(lineFrom(document.source.text, end));
  const problem = diagnose(rule, place, message, hidden ? COMMENTED_OUT : remedy);
  return rule === 'FIELD-FORM' && form?.rule ? { ...problem, rule: form.rule } : problem;
}

const COMMENTED_OUT = 'Put the value in quotes if it begins with #, which begins a comment.';

/** A JSON pointer (RFC 6901) as keys and positions in lists. */
function pathOf(pointer: string, data: unknown): Path {
  let found = data;
  return pointer
    .split('/')
    .slice(1)
    .map((part) => {
      const text = part.replaceAll('~1', '/').replaceAll('~0', '~');
      const key = Array.isArray(found) ? Number(text) : text;
      found = dataAt(found, [key]);
      return key;
    });
}

/** The unknown key, or else the value; where that is empty, its key. */
function blamedRange(error: ErrorObject, path: Path, { data, locations }: YamlDocument): TextRange {
  if (error.keyword === 'additionalProperties')
    return locations.keyRange(error.data as Container, error.params.additionalProperty as string);
  const value = locations.rangeAt(data, path);
  const key = path.at(-1);
  if (key === undefined || value[1] > value[0]) return value;
  return locations.keyRange(dataAt(data, path.slice(0, -1)) as Container, key);
}

function lineFrom(text: string, offset: number): string {
  const end = text.indexOf('\n', offset);
  return text.slice(offset, end < 0 ? undefined : end);
}
