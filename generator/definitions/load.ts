import type { Diagnostic } from '../../document/diagnostic.ts';
import type { SourceText } from '../../document/source-text.ts';
import type { Definitions } from '../definition.ts';

/** One file as it was read: its name as the user gave it (`kpi-defs/sip.yaml`) and what it holds. */
export interface DefinitionSource {
  readonly file: string;
  readonly content: Uint8Array | string;
}

export interface LoadedDefinitions {
  /** Present when no diagnostic is an error. */
  readonly definitions?: Definitions;
  /** In the order of their places. */
  readonly diagnostics: readonly Diagnostic[];
  /** The files' texts by name, to place further findings: `sourceTexts.get(module.file)?.place(kpi.at)`. */
  readonly sourceTexts: ReadonlyMap<string, SourceText>;
}
