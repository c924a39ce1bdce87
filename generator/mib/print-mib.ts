import { readFileSync } from 'node:fs';
import Handlebars from 'handlebars';
import type { ModuleView } from './module-view.ts';

const OPTIONS = { noEscape: true, strict: true, knownHelpersOnly: true } as const;

const template = (name: string) => readFileSync(new URL(`../templates/${name}.hbs`, import.meta.url), 'utf8');

let compiled: Handlebars.TemplateDelegate<ModuleView> | undefined;

/** Prints a MIB module (SMIv2): ASCII, LF, nothing beyond column 72. */
export function printMib(view: ModuleView): string {
  if (compiled === undefined) {
    const engine = Handlebars.create();
    engine.registerPartial('object', engine.compile(template('object'), OPTIONS));
    compiled = engine.compile<ModuleView>(template('mib'), OPTIONS);
  }
  return compiled(view);
}
