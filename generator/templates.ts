import { readFileSync } from 'node:fs';
import { compileTemplate, type Program, run } from './template-program.ts';

/**
 * What JSON takes as it is and YAML does not (YAML 1.1 section 5.1), or reads as the end of a line or of nothing:
 * DEL and C1, the separators of lines and paragraphs, the byte order mark, what is no character.
 */
const NOT_YAML = /[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]/g;

/** How a text is written where it stands: a string of JSON, YAML or TOML; the text or an attribute of XML. */
const WRITERS = {
  json: (text: string) => JSON.stringify(text).replace(NOT_YAML, escapeUnit),
  xml: (text: string) => text.replace(/[&<>"\n]/g, (character) => `&#${character.charCodeAt(0)};`),
};

/**
 * Makes the function that prints a view-model by templates/`name`.hbs, read and compiled when first used.
 * View-models are complete and templates only loop and print: it throws on a name that the view-model lacks.
 */
export function printer<T>(name: string): (view: T) => string {
  let program: Program | undefined;
  return (view) => {
    program ??= read(name);
    return run(program, view);
  };
}

function escapeUnit(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

function read(name: string): Program {
  const source = readFileSync(new URL(`templates/${name}.hbs`, import.meta.url), 'utf8');
  return compileTemplate(source, name, { writers: WRITERS, partial: read });
}
