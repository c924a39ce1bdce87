import { EditError, type EditProblem } from '../generator/edit/edit-error.ts';
import type { Edited, EditInput, NewRevision } from '../generator/edit/project-edit.ts';
import { applyChanges, OutputError } from '../generator/output.ts';
import { CommandError } from './command-error.ts';
import { readDefinitionFiles } from './definition-files.ts';
import type { Terminal } from './terminal.ts';

const NO_REVISION =
  'Next: add a revision that says so (--revision TEXT does), then run kpi1 build, and commit all of it.';
const REVISED = 'Next: run kpi1 build, and commit all of it.';

/**
 * Edits the definitions of a folder and their lock, all files or none, and says what was done and what is to be
 * done; true where the edit was refused, with every reason.
 */
export function editDefinitions(
  folder: string,
  edit: (input: EditInput) => Edited,
  isRevised: boolean,
  terminal: Terminal,
): boolean {
  const { sources, lock } = readDefinitionFiles(folder);
  try {
    const { files, notes } = edit({ sources, lock });
    applyChanges([...files].map(([path, text]) => ({ path, kind: 'differs', text })));
    for (const path of files.keys()) terminal.out(`wrote ${path}`);
    for (const note of [...notes, isRevised ? REVISED : NO_REVISION]) terminal.out(note);
    return false;
  } catch (error) {
    if (error instanceof OutputError) throw new CommandError(error.message);
    if (!(error instanceof EditError)) throw error;
    for (const problem of error.problems) tell(problem, terminal);
    terminal.err('kpi1: nothing was changed.');
    return true;
  }
}

function tell({ message, remedy, place }: EditProblem, terminal: Terminal): void {
  const where = place === undefined ? 'kpi1' : `${place.file}:${place.line}:${place.column}`;
  terminal.err(`${where}: ${message}`);
  if (remedy !== undefined) terminal.err(`remedy: ${remedy}`);
}

/** The revision of the day of `now` in UTC, as REVISION clauses are. */
export function revisionOf(text: string | undefined, now: Date): { revision?: NewRevision } {
  return text === undefined ? {} : { revision: { date: now.toISOString().slice(0, 10), description: text } };
}
