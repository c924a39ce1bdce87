/** The keywords of JSON Schema that our schemas have, and our own (document/schema.ts). */
export interface Schema {
  readonly $ref?: string;
  readonly $defs?: Schemas;
  readonly description?: string;
  readonly default?: unknown;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly format?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
  readonly minProperties?: number;
  readonly items?: Schema;
  readonly properties?: Schemas;
  readonly required?: readonly string[];
  readonly additionalProperties?: Schema | boolean;
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly { readonly if: Schema; readonly then: Schema }[];
  readonly 'x-form'?: string;
  readonly 'x-maxOctets'?: number;
}

type Schemas = Readonly<Record<string, Schema>>;

/** The map with fields that a value is, or holds: in a list, by names, or as one of several forms. */
export interface Inner {
  readonly schema: Schema;
  /** What stands between the value's name and a field's: `[].` in a list, `.NAME.` by names. */
  readonly joint: string;
}

/** The schema that a reference to a definition of `root` stands for. */
export function resolve(schema: Schema, root: Schema): Schema {
  const name = schema.$ref?.replace('#/$defs/', '');
  return name === undefined ? schema : (root.$defs?.[name] ?? {});
}

/** Finds the map with fields below a schema of `root`; undefined where there is none. */
export function innerMap(schema: Schema, root: Schema, joint = ''): Inner | undefined {
  if (schema.$ref !== undefined) return innerMap(resolve(schema, root), root, joint);
  if (schema.properties) return { schema, joint: `${joint}.` };
  const { items, additionalProperties, oneOf = [] } = schema;
  if (items) return innerMap(items, root, `${joint}[]`);
  if (typeof additionalProperties === 'object') return innerMap(additionalProperties, root, `${joint}.NAME`);
  return oneOf.map((form) => innerMap(form, root, joint)).find((inner) => inner !== undefined);
}

/** The schemas of a map by the value of its `type`, as byType() of agent/config/schema-parts.ts puts them. */
export function kindsOf({ allOf = [] }: Schema): ReadonlyMap<string, Schema> {
  return new Map(allOf.map((choice) => [String(choice.if.properties?.type?.const), choice.then]));
}

/** The fields of a map; of one of several kinds, those that all of them have. */
export function fieldsOf(map: Schema): Schema {
  const [first, ...others] = kindsOf(map).values();
  if (!first) return map;
  const shared = Object.entries(first.properties ?? {}).filter(([key, schema]) =>
    others.every(({ properties = {} }) => properties[key] === schema),
  );
  const properties = { ...map.properties, ...Object.fromEntries(shared) };
  return { properties, required: first.required?.filter((key) => key in properties) ?? [] };
}

/** The fields that a map of one kind has beside those of every kind. */
export function fieldsOfKind(kind: Schema, map: Schema): Schema {
  const { properties: shared = {} } = fieldsOf(map);
  const own = Object.entries(kind.properties ?? {}).filter(([key]) => !(key in shared));
  return { ...kind, properties: Object.fromEntries(own) };
}

/** A part of a reference: the table of a map's fields. */
export interface Section {
  readonly map: Schema;
  readonly fields: Schema;
}

/** The section of a path of fields and kinds, with dots between; empty: of the root itself. */
export function sectionAt(path: string, root: Schema): Section {
  const steps = path === '' ? [] : path.split('.');
  let section: Section = { map: root, fields: fieldsOf(root) };
  for (const step of steps) {
    const { map, fields } = section;
    const kind = kindsOf(map).get(step);
    const field = fields.properties?.[step];
    const inner = field && innerMap(field, root)?.schema;
    if (kind) section = { map: kind, fields: fieldsOfKind(kind, map) };
    else if (inner) section = { map: inner, fields: fieldsOf(inner) };
    else throw new Error(`The schema has no map at ${path}: there is no ${step}.`);
  }
  return section;
}
