import { dataAt } from '../../document/locations.ts';
import { FORMS } from '../definitions/forms.ts';
import type { Lock } from '../lock/lock.ts';
import { refuse } from './edit-error.ts';
import { renameInLock } from './edit-lock.ts';
import { type Edited, type EditInput, type NewRevision, ProjectEdit } from './project-edit.ts';
import { findReferences } from './references.ts';
import { renameNotes } from './rename-notes.ts';
import { findTarget, KIND_WORDS, type Target, type TargetKind } from './target.ts';

export interface RenameRequest {
  /** `Name` or `MODULE::Name`. */
  readonly name: string;
  readonly newName: string;
  /** Where a name alone does not tell. */
  readonly kind?: TargetKind;
  readonly revision?: NewRevision;
}

/**
 * Gives a module, object, measurement or KPI another name, in its definition, in all that refers to it and in
 * the lock. Its OID and descriptor stay. Throws EditError, with every reason, where that cannot be done.
 */
export function rename(input: EditInput, { name, newName, kind, revision }: RenameRequest): Edited {
  const project = new ProjectEdit(input);
  const target = findTarget(project.definitions, project.lock, name, kind);
  const wanted = withoutModule(target, newName);
  checkNewName(project.lock, target, wanted);
  const file = project.file(target.module.file);
  const { section, index } = target;
  const path = section === undefined ? ['module', 'name'] : [section, index, 'name'];
  const written = dataAt(file.data, path) as string;
  file.replace(path, { at: [0, written.length], text: wanted });
  const references = findReferences(file, target);
  for (const { path: referring, at, bracketed } of references) {
    file.replace(referring, { at, text: bracketed ? `[${wanted}]` : wanted });
  }
  renameAccepted(project, target, wanted);
  if (project.lock) project.replaceLock(renameInLock(project.lock, target, wanted));
  if (revision) project.addRevision(target.module, revision);
  const files = project.finish();
  return { files, notes: renameNotes(project, target, wanted, references.length) };
}

/** `MODULE::New` is as good as `New`, as long as the module is the same. */
function withoutModule({ kind, module }: Target, newName: string): string {
  const own = `${module.name}::`;
  return kind !== 'module' && newName.startsWith(own) ? newName.slice(own.length) : newName;
}

const FORM = {
  module: 'module-name',
  object: 'identifier',
  measurement: 'identifier',
  kpi: 'kpi-name',
} as const;

function checkNewName(lock: Lock | undefined, target: Target, newName: string): void {
  const what = KIND_WORDS[target.kind];
  if (newName === target.name) throw refuse(`The ${what} is called \`${newName}\` already.`);
  const form = FORMS[FORM[target.kind]];
  if (form && !form.accepts(newName)) {
    throw refuse(`\`${newName}\` cannot name a ${what}: that is ${form.words}.`, form.remedy?.(newName));
  }
  const { section, module } = target;
  const locked = section ? lock?.modules.get(module.name)?.[section] : lock?.modules;
  const taken = locked?.get(newName);
  if (taken?.obsolete) {
    throw refuse(
      `\`${newName}\` was the name of a ${what} that was retired, whose number stays its own (line ${taken.line} of the lock).`,
      'Choose another name.',
    );
  }
}

/** What project.yaml accepts of changes is by name, too. */
function renameAccepted(project: ProjectEdit, { kind, module, name }: Target, newName: string): void {
  project.definitions.project.diff?.accept.forEach((accepted, at) => {
    const ofModule = accepted.module === undefined || accepted.module === module.name;
    const key = kind === 'module' ? 'module' : 'name';
    const names = kind === 'module' ? accepted.module === name : ofModule && accepted.name === name;
    if (!names) return;
    project.project.replace(['diff', 'accept', at, key], { at: [0, name.length], text: newName });
  });
}
