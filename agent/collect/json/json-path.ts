import { createRequire } from 'node:module';
import type { Json } from './parse-json.ts';

type JsonPath = typeof import('jsonpath-rfc9535');
const require = createRequire(import.meta.url);
let library: JsonPath | undefined;

/** Loaded when a configuration has a JSONPath: most have none. */
function load(): JsonPath {
  library ??= require('jsonpath-rfc9535') as JsonPath;
  return library;
}

/** What is wrong with a JSONPath (RFC 9535); undefined where nothing is. */
export function checkJsonPath(path: string): string | undefined {
  try {
    load().query(null, path);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

/** A value in a document and where it is. */
export interface JsonNode {
  readonly value: Json;
  /** The normalized path (RFC 9535 section 2.7). */
  readonly path: string;
  /** The name or position of the last step to it; empty for the document itself. */
  readonly key: string;
}

/** The nodes that a JSONPath selects. Throws where the path is none. */
export function selectNodes(document: Json, path: string): JsonNode[] {
  const nodes: JsonNode[] = [];
  load().exec(document, path, (value, steps) => {
    const where = steps.map((step) => (typeof step === 'number' ? `[${step}]` : `['${step}']`));
    const key = String(steps.at(-1) ?? '');
    nodes.push({ value, path: `$${where.join('')}`, key: unescapeName(key) });
  });
  return nodes;
}

const ESCAPES: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };

/** A member's name of a normalized path, which escapes quotes, backslashes and control characters. */
function unescapeName(name: string): string {
  if (!name.includes('\\')) return name;
  return name.replace(/\\(?:u([0-9a-f]{4})|(.))/g, (_, code: string | undefined, escaped: string) =>
    code === undefined ? (ESCAPES[escaped] ?? escaped) : String.fromCharCode(Number.parseInt(code, 16)),
  );
}
