import { HANDLER_FOLDER } from '../folders.ts';
import { LOCK_FILE } from '../lock/lock.ts';
import { capitalize } from '../names/mangle.ts';
import type { ProjectEdit } from './project-edit.ts';
import { KIND_WORDS, type Target } from './target.ts';

/** What was renamed, and what else knows the name. */
export function renameNotes(
  { lock }: ProjectEdit,
  target: Target,
  newName: string,
  references: number,
): string[] {
  const { kind, name, module } = target;
  const referred =
    references === 0 ? '' : `, and in ${references} place${references === 1 ? '' : 's'} that refer to it`;
  return [
    `The ${KIND_WORDS[kind]} ${name} is called ${newName}${referred}.`,
    lockNote(lock !== undefined, target),
    ...handlerNotes(target, newName),
    ...(kind === 'module'
      ? [`Managers that load the MIB by its name must load ${newName}; ${module.file} may keep its name.`]
      : []),
    ...agentNotes(target),
  ];
}

function lockNote(isLocked: boolean, { kind }: Target): string {
  if (!isLocked)
    return `There is no ${LOCK_FILE} yet: OIDs and descriptors are chosen by the next kpi1 build.`;
  return kind === 'module' ? 'OIDs and descriptors stay.' : 'OID and descriptor stay.';
}

/** The contract of handlers is made of names. */
function handlerNotes({ kind, name, module }: Target, newName: string): string[] {
  const handler = `${HANDLER_FOLDER}/${module.name.toLowerCase()}.ts`;
  switch (kind) {
    case 'module':
      return [
        `If you have a handler, move ${handler} to ${HANDLER_FOLDER}/${newName.toLowerCase()}.ts, and import its contract from ../generated/${newName.toLowerCase()}.gen.ts.`,
      ];
    case 'object':
      return [`In ${handler}, if you use it, the method ${name} of \`tables\` is called ${newName}.`];
    case 'measurement': {
      const { per } = module.measurements.find((one) => one.name === name) ?? {};
      const what =
        per === undefined ? `the method ${name} of \`scalars\`` : `the property ${name} of a row of ${per}`;
      return [`In ${handler}, if you use it, ${what} is called ${newName}.`];
    }
    case 'kpi':
      return [];
  }
}

/** Configurations lie where the agents are. */
function agentNotes({ kind, name }: Target): string[] {
  const ofSources = `configurations of agents that map \`${name}\` under \`measurements\` of a source must be changed by hand; --check-config finds them`;
  const ofReports = `KPI-1 messages and requests use the new name, and the history that an agent keeps begins anew under it`;
  switch (kind) {
    case 'measurement':
      return [`Not known here: ${ofSources}. ${capitalize(ofReports)}.`];
    case 'kpi':
    case 'module':
      return [`${capitalize(ofReports)}.`];
    case 'object':
      return [];
  }
}
