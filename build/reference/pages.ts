import { CONFIG_SCHEMA } from '../../agent/config/schema.ts';
import type { Forms } from '../../document/schema.ts';
import { FORMS } from '../../generator/definitions/forms.ts';
import kpiSchema from '../../kpi-defs/kpi.schema.json' with { type: 'json' };
import projectSchema from '../../kpi-defs/project.schema.json' with { type: 'json' };
import { functionTable } from './functions.ts';
import { fillRegions, findRegions, type Region } from './regions.ts';
import { withSeverities } from './rules.ts';
import type { Schema } from './schema.ts';
import { SchemaPage } from './schema-page.ts';
import { describeCatalogue } from './settings.ts';

const SCHEMAS: Readonly<Record<string, { readonly root: Schema; readonly forms: Forms }>> = {
  'agent/config/schema.ts': { root: CONFIG_SCHEMA as Schema, forms: {} },
  'kpi-defs/kpi.schema.json': { root: kpiSchema, forms: FORMS },
  'kpi-defs/project.schema.json': { root: projectSchema, forms: FORMS },
};

/** The documents that are made, whole or in part, of what the program itself goes by; each of what it was before. */
export const PAGES: Readonly<Record<string, (before: string) => string>> = {
  'docs/configuration.md': (before) => withTables('docs/configuration.md', before),
  'docs/definitions.md': (before) => withTables('docs/definitions.md', before),
  'docs/formulas.md': (before) => fillRegions(before, functionTable),
  'docs/rules.md': withSeverities,
  'docs/settings.md': describeCatalogue,
};

function withTables(path: string, before: string): string {
  const regions = findRegions(before);
  const pageOf = (source: string) => {
    const { root, forms } = SCHEMAS[source] ?? {};
    if (!root || !forms) throw new Error(`${path}: no table is made from ${source}.`);
    return new SchemaPage(
      path,
      root,
      forms,
      regions.filter((region) => region.source === source),
    );
  };
  return fillRegions(before, (region: Region) => pageOf(region.source).table(region));
}
