import { rename as renameIn } from '../generator/edit/rename.ts';
import type { TargetKind } from '../generator/edit/target.ts';
import { editDefinitions, revisionOf } from './edit-definitions.ts';
import type { Terminal } from './terminal.ts';

export interface EditOptions {
  readonly kind?: TargetKind;
  /** What a new revision says. */
  readonly revision?: string;
}

/** `kpi1 rename`: true where it was refused. */
export function rename(
  names: { readonly name: string; readonly newName: string },
  folder: string,
  { kind, revision }: EditOptions,
  terminal: Terminal,
  now = new Date(),
): boolean {
  const request = { ...names, ...(kind && { kind }), ...revisionOf(revision, now) };
  return editDefinitions(folder, (input) => renameIn(input, request), revision !== undefined, terminal);
}
