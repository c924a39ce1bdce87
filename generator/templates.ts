import { readFileSync } from 'node:fs';
import { compileTemplate, type Program, run } from './template-program.ts';

/** How a text is written where it stands: a string of JSON, YAML or TOML; the text or an attribute of XML. */
const WRITERS = {
  json: (text: string) => JSON.stringify(text),
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

function read(name: string): Program {
  const source = readFileSync(new URL(`templates/${name}.hbs`, import.meta.url), 'utf8');
  return compileTemplate(source, name, { writers: WRITERS, partial: read });
}
