import type { Diagnostic } from '../../document/diagnostic.ts';
import type { SourceText } from '../../document/source-text.ts';
import type { Model } from '../../model/model.ts';
import type { Definitions } from '../definition.ts';
import { type DefinitionSource, loadDefinitions } from '../definitions/load.ts';
import { Findings } from '../findings.ts';
import { allot } from '../lock/allot.ts';
import type { Lock } from '../lock/lock.ts';
import { readLock } from '../lock/read-lock.ts';
import { buildModel } from '../model-json/build-model.ts';

/** Definitions with all that follows from them and the lock. */
export interface Resolved {
  readonly definitions: Definitions;
  readonly lock: Lock;
  readonly model: Model;
  readonly sourceTexts: ReadonlyMap<string, SourceText>;
}

export interface Resolution {
  readonly diagnostics: readonly Diagnostic[];
  readonly sourceTexts: ReadonlyMap<string, SourceText>;
  /** Absent where something else than a contradiction to the lock is an error. */
  readonly resolved?: Resolved;
}

/**
 * Resolves definitions without writing anything. What contradicts the lock is passed over: it is a change, and
 * the comparison says so.
 */
export function resolveDefinitions(
  sources: readonly DefinitionSource[],
  lockSource: DefinitionSource | undefined,
): Resolution {
  const { definitions, diagnostics, sourceTexts: texts } = loadDefinitions(sources);
  const sourceTexts = new Map(texts);
  const read = lockSource && readLock(lockSource.file, lockSource.content);
  if (read) sourceTexts.set(read.source.file, read.source);
  const found = [...diagnostics, ...(read?.diagnostics ?? [])];
  if (!definitions || (read && !read.lock)) return { diagnostics: found, sourceTexts };
  const findings = new Findings(sourceTexts);
  const lock = allot(definitions, read?.lock, lockSource?.file ?? '', findings);
  const broken = findings.list.filter(
    ({ severity, rule }) => severity === 'error' && !rule.startsWith('LOCK-'),
  );
  if (broken.length > 0) return { diagnostics: [...found, ...broken], sourceTexts };
  const model = buildModel(definitions, lock, '');
  return { diagnostics: found, sourceTexts, resolved: { definitions, lock, model, sourceTexts } };
}
