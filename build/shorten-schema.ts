/**
 * The same JSON Schema with only what its check and messages need: of a description, the first sentence; no
 * defaults, which are read from the schema itself.
 */
export function shortenSchema<Part>(schema: Part): Part {
  if (typeof schema !== 'object' || schema === null) return schema;
  if (Array.isArray(schema)) return schema.map(shortenSchema) as Part;
  const kept = Object.entries(schema).filter(([key]) => key !== 'default');
  const shortened = kept.map(([key, value]) => [
    key,
    key === 'description' && typeof value === 'string' ? firstSentence(value) : shortenSchema(value),
  ]);
  return Object.fromEntries(shortened);
}

const firstSentence = (text: string) => text.replace(/(?<=\.) .*$/, '');
