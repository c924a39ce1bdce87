import { retire as retireIn } from '../generator/edit/retire.ts';
import { editDefinitions, revisionOf } from './edit-definitions.ts';
import type { EditOptions } from './rename.ts';
import type { Terminal } from './terminal.ts';

/** `kpi1 retire`: true where it was refused. */
export function retire(
  name: string,
  folder: string,
  { kind, revision }: EditOptions,
  terminal: Terminal,
  now = new Date(),
): boolean {
  const request = { name, ...(kind && { kind }), ...revisionOf(revision, now) };
  return editDefinitions(folder, (input) => retireIn(input, request), revision !== undefined, terminal);
}
