import { LOCK_FILE } from '../lock/lock.ts';
import { EditError, refuse } from './edit-error.ts';
import { retireInLock } from './edit-lock.ts';
import { type Edited, type EditInput, type NewRevision, ProjectEdit } from './project-edit.ts';
import { findReferences } from './references.ts';
import { findTarget, KIND_WORDS, type Target, type TargetKind } from './target.ts';

export interface RetireRequest {
  /** `Name` or `MODULE::Name`. */
  readonly name: string;
  /** Where a name alone does not tell. */
  readonly kind?: TargetKind;
  readonly revision?: NewRevision;
}

/**
 * Takes an object, measurement or KPI out of the definitions, and marks it obsolete in the lock: it stays in
 * the MIB, and its number is never used again. Throws EditError with every place that still refers to it.
 */
export function retire(input: EditInput, { name, kind, revision }: RetireRequest): Edited {
  const project = new ProjectEdit(input);
  const target = findTarget(project.definitions, project.lock, name, kind);
  const { section, module } = target;
  if (section === undefined) {
    throw refuse(
      `${target.name} is a module.`,
      `To take it out of service, delete ${module.file}: the lock keeps its numbers.`,
    );
  }
  checkUnused(project, target);
  if (section !== 'objects' && module.measurements.length + module.kpis.length === 1) {
    throw refuse(
      `${module.name} defines nothing else.`,
      `To take the whole module out of service, delete ${module.file}: the lock keeps its numbers.`,
    );
  }
  project.file(module.file).removeItem(section, target.index);
  const wasLocked = project.lock?.modules.get(module.name)?.[section].has(target.name) ?? false;
  if (project.lock) project.replaceLock(retireInLock(project.lock, target));
  if (revision) project.addRevision(module, revision);
  return { files: project.finish(), notes: notesOf(target, wasLocked) };
}

function checkUnused(project: ProjectEdit, target: Target): void {
  const file = project.file(target.module.file);
  const references = findReferences(file, target);
  if (references.length === 0) return;
  const what = `${KIND_WORDS[target.kind]} ${target.name}`;
  const remedy =
    target.kind === 'object'
      ? `Retire what is measured per ${target.name} first.`
      : 'Change or retire it first.';
  throw new EditError(
    references.map(({ path, at, by }) => ({
      message: `${by} refers to the ${what}.`,
      remedy,
      place: file.place(path, at),
    })),
  );
}

function notesOf({ kind, name, module, section, index }: Target, wasLocked: boolean): string[] {
  const gone = `The ${KIND_WORDS[kind]} ${name} is taken out of ${module.file}.`;
  const kept = wasLocked
    ? 'Its number stays taken, and the MIB keeps it as obsolete; managers that poll it get no value any more.'
    : `${LOCK_FILE} does not have it: no MIB ever had.`;
  const per = section === 'objects' || section === undefined ? undefined : module[section][index]?.per;
  const others = [...module.measurements, ...module.kpis].filter(
    (one) => one.per === per && one.name !== name,
  );
  const empty =
    per !== undefined && others.length === 0
      ? [`Nothing else is measured per ${per}: kpi1 retire ${per} takes it out, too.`]
      : [];
  const handler =
    kind === 'measurement'
      ? [`A handler that answers for ${name} need not any more; kpi1 build names it.`]
      : [];
  const agents =
    kind === 'measurement'
      ? [`Configurations of agents that map ${name} must be changed by hand; --check-config finds them.`]
      : [];
  return [gone, kept, ...empty, ...handler, ...agents];
}
