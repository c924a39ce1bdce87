import { stringify } from 'yaml';
import type { Forms } from '../../document/schema.ts';
import { code, either, table, withLinks } from './markdown.ts';
import type { Heading, Region } from './regions.ts';
import { fieldsOf, fieldsOfKind, innerMap, kindsOf, resolve, type Schema, sectionAt } from './schema.ts';
import { describeValue } from './value-words.ts';

/** Where rows are: the heading above their table, and what stands before each name and description. */
interface Place {
  readonly under: Heading;
  readonly prefix: string;
  readonly remark: string;
}

/** Cells: name, description, value, default. */
type Row = readonly string[];

/**
 * A page that explains a schema, and has regions for maps of it. A map without a region stands in the table of
 * the map around it.
 */
export class SchemaPage {
  readonly #page: string;
  readonly #root: Schema;
  readonly #forms: Forms;
  readonly #headings: ReadonlyMap<Schema, Heading>;

  /** `page` is its path from the top folder; `regions` are those that are made from this schema. */
  constructor(page: string, root: Schema, forms: Forms, regions: readonly Region[]) {
    this.#page = page;
    this.#root = root;
    this.#forms = forms;
    this.#headings = new Map(regions.map(({ path, heading }) => [sectionAt(path, root).map, heading]));
  }

  /** The table of a region. */
  table({ path, heading }: Region): string {
    const { map, fields } = sectionAt(path, this.#root);
    const rows = this.#mapRows(map, fields, { under: heading, prefix: '', remark: '' });
    return table(['field', 'what it is', 'value', 'default'], rows);
  }

  #mapRows(map: Schema, fields: Schema, place: Place): Row[] {
    const kinds = [...kindsOf(map)];
    const choice = kinds.map(([kind, schema]) => this.#link(code(kind), schema));
    const alike = this.#allAlike(fields);
    const shown = alike ? [['NAME', alike] as const] : Object.entries(fields.properties ?? {});
    const shared = shown.flatMap(([key, schema]) => {
      if (key === 'type' && kinds.length > 0) return [this.#row(key, schema, fields, place, either(choice))];
      return 'const' in schema ? [] : this.#fieldRows(key, schema, fields, place);
    });
    const own = kinds.flatMap(([kind, schema]) => {
      if (this.#headings.has(schema)) return [];
      const remark = `Where \`type\` is \`${kind}\`: `;
      return this.#mapRows(schema, fieldsOfKind(schema, map), { ...place, remark });
    });
    return [...shared, ...own];
  }

  #fieldRows(key: string, schema: Schema, owner: Schema, place: Place): Row[] {
    const inner = innerMap(schema, this.#root);
    const value = describeValue(resolve(schema, this.#root), this.#forms);
    if (!inner) return [this.#row(key, schema, owner, place, value)];
    const heading = this.#headings.get(inner.schema);
    if (heading) {
      const see = heading.anchor === place.under.anchor ? 'see below' : `see ${linkTo(heading)}`;
      return [this.#row(key, schema, owner, place, `${value}: ${see}`)];
    }
    const itself = schema.description === undefined ? [] : [this.#row(key, schema, owner, place, value)];
    const below = { ...place, prefix: place.prefix + key + inner.joint };
    return [...itself, ...this.#mapRows(inner.schema, fieldsOf(inner.schema), below)];
  }

  #row(key: string, schema: Schema, owner: Schema, { prefix, remark }: Place, value: string): Row {
    const { description = '' } = { ...resolve(schema, this.#root), ...schema };
    const { text, fallback } = splitDefault(description);
    const isMandatory = owner.required?.includes(key) ?? false;
    const stated = schema.default === undefined ? fallback : code(flow(schema.default));
    const meaning = withLinks(remark + text, this.#page);
    return [code(prefix + key), meaning, value, isMandatory ? 'mandatory' : stated];
  }

  #link(words: string, map: Schema): string {
    const heading = this.#headings.get(map);
    return heading ? `[${words}](#${heading.anchor})` : words;
  }

  /** The schema of each of many fields, where only their names are different. */
  #allAlike({ properties = {} }: Schema): Schema | undefined {
    const schemas = Object.values(properties);
    const words = new Set(schemas.map((schema) => describeValue(schema, this.#forms) + schema.description));
    return schemas.length > 3 && words.size === 1 ? schemas[0] : undefined;
  }
}

const linkTo = ({ text, anchor }: Heading) => `[${text}](#${anchor})`;

/** A default in words ends a description, where an editor shows it, too: `Default: all.` */
function splitDefault(description: string): { readonly text: string; readonly fallback: string } {
  const [, text = description, fallback = ''] = /^(.*?) ?Default: (.*)\.$/.exec(description) ?? [];
  return { text, fallback };
}

/** A value as YAML writes it on one line. */
function flow(value: unknown): string {
  return stringify(value, { collectionStyle: 'flow', flowCollectionPadding: false, lineWidth: 0 }).trim();
}
