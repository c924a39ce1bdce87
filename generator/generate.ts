import type { Diagnostic } from '../document/diagnostic.ts';
import { inOrder } from '../document/order.ts';
import { SourceText } from '../document/source-text.ts';
import { compile, type Output } from './compile.ts';
import { type DefinitionSource, loadDefinitions } from './definitions/load.ts';
import { readLock } from './lock/read-lock.ts';

export interface GenerateInput {
  /** project.yaml and the definition files. */
  readonly sources: readonly DefinitionSource[];
  /** oid.lock.yaml, where there is one. */
  readonly lock?: DefinitionSource;
  /** What stands in HANDLER_FOLDER, by path below the output folder. */
  readonly handlers: ReadonlyMap<string, string>;
  /** Name and version of this program. */
  readonly generator: string;
}

export interface Generated {
  /** In the order of their places. */
  readonly diagnostics: readonly Diagnostic[];
  /** The texts that diagnostics point into, by file. */
  readonly sourceTexts: ReadonlyMap<string, SourceText>;
  /** Absent where a diagnostic is an error. */
  readonly output?: Output;
}

/**
 * Compiles definition files to MIB modules, model.json, handler contracts and the lock. Pure: the same input
 * gives the same bytes. All problems are found in one run, whatever the input; nothing is thrown.
 */
export function generate({ sources, lock: lockSource, handlers, generator }: GenerateInput): Generated {
  const { definitions, diagnostics, sourceTexts: texts } = loadDefinitions(sources);
  const sourceTexts = new Map(texts);
  const found = [...diagnostics];
  const read = lockSource && readLock(lockSource.file, lockSource.content);
  if (read) {
    sourceTexts.set(read.source.file, read.source);
    found.push(...read.diagnostics);
  }
  if (definitions === undefined || (read && read.lock === undefined)) {
    return { diagnostics: inOrder(found), sourceTexts };
  }
  const { diagnostics: more, output } = compile(definitions, sourceTexts, {
    ...(read?.lock ? { lock: read.lock, lockFile: read.source.file } : {}),
    handlers,
    generator,
  });
  for (const file of new Set(more.map(({ place }) => place?.file))) {
    const text = handlers.get(file ?? '');
    if (file !== undefined && text !== undefined) sourceTexts.set(file, new SourceText(file, text));
  }
  return { diagnostics: inOrder([...found, ...more]), sourceTexts, ...(output ? { output } : {}) };
}
