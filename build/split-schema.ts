type Schema = Readonly<Record<string, unknown>>;

/**
 * The same JSON Schema with each section, and each kind of a choice, as a definition of its own. ajv makes a
 * function of each definition, and V8 compiles only the functions that are called: in one piece, compiling the
 * whole would take longer than all it is for.
 */
export function splitSchema(schema: Schema): Schema {
  const $defs: Record<string, unknown> = {};
  const define = (part: unknown) => {
    const name = `part${Object.keys($defs).length}`;
    $defs[name] = undefined;
    $defs[name] = splitChoices(part);
    return { $ref: `#/$defs/${name}` };
  };
  const splitChoices = (part: unknown): unknown => {
    if (typeof part !== 'object' || part === null) return part;
    if (Array.isArray(part)) return part.map(splitChoices);
    return Object.fromEntries(
      Object.entries(part).map(([key, value]) => [key, key === 'then' ? define(value) : splitChoices(value)]),
    );
  };
  const sections = Object.entries(schema.properties as Schema).map(([name, section]) => [
    name,
    isSection(section) ? define(section) : splitChoices(section),
  ]);
  return { ...schema, properties: Object.fromEntries(sections), $defs };
}

function isSection(schema: unknown): boolean {
  return typeof schema === 'object' && schema !== null && 'properties' in schema;
}
