import { stringify } from 'yaml';
import { FORMS } from '../definitions/forms.ts';
import type { ModulePlan } from './plan-module.ts';
import { fold, textOf } from './read-objects.ts';
import type { SmiDefinition, SmiModule } from './read-smi.ts';

const WIDTH = 110;
const MAX_TEXT = 1024;
const MAX_ORGANIZATION = 255;

/** A module's name as definitions have it: with -MIB at its end. */
export function moduleName(name: string): string {
  if (FORMS['module-name']?.accepts(name)) return name;
  const words = name.split(/[^A-Za-z0-9]+/).filter((word) => word !== '' && word.toUpperCase() !== 'MIB');
  return `${words.join('-')}-MIB`;
}

/** project.yaml, with what the first module says of its organization. */
export function projectText(module: SmiModule, enterprise: number): string {
  const identity = identityOf(module);
  const organization = identity ? textOf(identity, 'ORGANIZATION') : '';
  const contact = identity ? textOf(identity, 'CONTACT-INFO') : '';
  return stringify(
    {
      enterprise,
      organization: cut(organization, MAX_ORGANIZATION) || `Enterprise ${enterprise}`,
      contact: cut(contact, MAX_TEXT) || 'unknown',
    },
    { lineWidth: WIDTH },
  );
}

/** A definition file. */
export function definitionText(
  module: SmiModule,
  { name, prefix, date }: { readonly name: string; readonly prefix: string; readonly date: string },
  { objects, measurements }: ModulePlan,
): string {
  const identity = identityOf(module);
  const description = identity ? textOf(identity, 'DESCRIPTION') : '';
  const data = {
    module: {
      name,
      prefix,
      description: cut(description, MAX_TEXT) || `What was ${module.name}.`,
      revisions: revisionsOf(identity, module.name, date),
    },
    ...(objects.length > 0 ? { objects } : {}),
    measurements,
  };
  return `# Imported from ${module.name}; ${'oid.lock.yaml'} keeps its OIDs.\n${stringify(data, { lineWidth: WIDTH })}`;
}

function identityOf({ definitions }: SmiModule): SmiDefinition | undefined {
  return definitions.find(({ macro }) => macro === 'MODULE-IDENTITY');
}

/** The module's own revisions below that of the import; one a day, newest first. */
function revisionsOf(
  identity: SmiDefinition | undefined,
  module: string,
  date: string,
): { date: string; description: string }[] {
  const own = (identity?.clauses ?? []).flatMap(({ keyword, words }, at, clauses) => {
    if (keyword !== 'REVISION') return [];
    const description = clauses[at + 1]?.words[0]?.text ?? '';
    return [
      { date: dayOf(words[0]?.text ?? ''), description: cut(fold(description), MAX_TEXT) || 'Revised.' },
    ];
  });
  const imported = { date, description: `Imported from ${module} into KPI definitions. OIDs stay.` };
  const all = [imported, ...own.filter((one) => one.date < date && one.date >= '1990')];
  const sorted = all.sort((one, other) => (one.date < other.date ? 1 : -1));
  return sorted.filter((one, at) => one.date !== sorted[at - 1]?.date);
}

/** `9502012345Z` and `199502012345Z` → 1995-02-01 (RFC 2578 section 2). */
function dayOf(utc: string): string {
  const digits = utc.length === 11 ? `19${utc}` : utc;
  const [, year, month, day] = /^(\d{4})(\d\d)(\d\d)\d{4}Z$/.exec(digits) ?? [];
  const date = `${year}-${month}-${day}`;
  return FORMS.date?.accepts(date) ? date : '';
}

function cut(text: string, octets: number): string {
  if (Buffer.byteLength(text) <= octets) return text;
  return `${Buffer.from(text)
    .subarray(0, octets - 3)
    .toString('utf8')
    .replace(/\uFFFD+$/, '')}...`;
}
