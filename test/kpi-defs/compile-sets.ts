import { readFileSync } from 'node:fs';
import type { Diagnostic } from '../../document/diagnostic.ts';
import { compile, type Output } from '../../generator/compile.ts';
import { loadDefinitions } from '../../generator/definitions/load.ts';

export interface CompiledSets extends Output {
  /** Of every severity. */
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Compiles kpi-defs/<name>.yaml of each name, as one project with fresh OIDs, and holds the handlers against
 * it. Throws where that gives nothing.
 */
export function compileSets(names: readonly string[], handlers: readonly string[] = []): CompiledSets {
  const files = ['project', ...names].map((name) => `kpi-defs/${name}.yaml`);
  const loaded = loadDefinitions(files.map((file) => ({ file, content: readFileSync(file) })));
  const compiled =
    loaded.definitions &&
    compile(loaded.definitions, loaded.sourceTexts, {
      handlers: new Map(handlers.map((file) => [file, readFileSync(file, 'utf8')])),
      generator: 'test',
    });
  const diagnostics = [...loaded.diagnostics, ...(compiled?.diagnostics ?? [])];
  if (compiled?.output === undefined) {
    throw new Error(`${names} does not compile: ${diagnostics.map(({ message }) => message).join(' ')}`);
  }
  return { ...compiled.output, diagnostics };
}
