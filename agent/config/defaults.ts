interface Fields {
  readonly properties: Readonly<Record<string, unknown>>;
}

/** The fields that have a default, with it. */
type Defaults<F extends Fields> = {
  readonly [Key in keyof F['properties'] as F['properties'][Key] extends { default: unknown }
    ? Key
    : never]: F['properties'][Key] extends { default: infer Default } ? Default : never;
};

/** The defaults of a map's fields, as its schema has them. */
export function defaultsOf<F extends Fields>({ properties }: F): Defaults<F> {
  const fields = Object.entries(properties) as [string, { readonly default?: unknown }][];
  const stated = fields.filter(([, schema]) => schema.default !== undefined);
  return Object.fromEntries(stated.map(([key, schema]) => [key, schema.default])) as Defaults<F>;
}
