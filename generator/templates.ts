import { readFileSync } from 'node:fs';
import Handlebars from 'handlebars';

/** View-models are complete and templates only loop and print, so a name that is missing is a mistake here. */
const OPTIONS = {
  noEscape: true,
  strict: true,
  knownHelpersOnly: true,
  knownHelpers: { json: true, xml: true },
} as const;

/** How a text is written where it stands: a string of JSON, YAML or TOML; the text or an attribute of XML. */
const WRITERS = {
  json: (text: string) => JSON.stringify(text),
  xml: (text: string) => text.replace(/[&<>"\n]/g, (character) => `&#${character.charCodeAt(0)};`),
};

/**
 * Makes the function that prints a view-model by templates/`name`.hbs, read and compiled when first used.
 * Throws on a name that the view-model lacks.
 */
export function printer<T>(name: string, partials: readonly string[] = []): (view: T) => string {
  let print: Handlebars.TemplateDelegate<T> | undefined;
  return (view) => {
    if (print === undefined) {
      const engine = Handlebars.create();
      engine.registerHelper(WRITERS);
      for (const partial of partials) engine.registerPartial(partial, engine.compile(read(partial), OPTIONS));
      print = engine.compile<T>(read(name), OPTIONS);
    }
    return print(view);
  };
}

function read(name: string): string {
  return readFileSync(new URL(`templates/${name}.hbs`, import.meta.url), 'utf8');
}
