import { suggest } from '../../document/did-you-mean.ts';
import type { Definitions, ModuleDefinition } from '../definition.ts';
import type { Lock } from '../lock/lock.ts';
import { refuse } from './edit-error.ts';

export type TargetKind = 'module' | 'object' | 'measurement' | 'kpi';

/** Something with a name. */
export interface Target {
  readonly kind: TargetKind;
  readonly name: string;
  readonly module: ModuleDefinition;
  /** In the definition file; of a module itself nothing. */
  readonly section?: 'objects' | 'measurements' | 'kpis';
  readonly index: number;
}

export const KIND_WORDS: Readonly<Record<TargetKind, string>> = {
  module: 'module',
  object: 'object',
  measurement: 'measurement',
  kpi: 'KPI',
};

const SEPARATOR = '::';

/**
 * Finds what `Name` or `MODULE::Name` means. Throws EditError where that is nothing, with what it may have
 * meant, or more than one thing, with what to write instead.
 */
export function findTarget(
  { modules }: Definitions,
  lock: Lock | undefined,
  name: string,
  kind?: TargetKind,
): Target {
  const all = modules.flatMap(targetsOf);
  const named = all.filter((target) => target.name === name || formOf(target) === name);
  const found = named.filter((target) => kind === undefined || target.kind === kind);
  const [only, ...others] = found;
  if (only && others.length === 0) return only;
  if (only) throw ambiguous(name, found);
  throw unknown(name, kind, named, all, lock);
}

function targetsOf(module: ModuleDefinition): Target[] {
  const part = (section: 'objects' | 'measurements' | 'kpis', kind: TargetKind) =>
    module[section].map(({ name }, index): Target => ({ kind, name, module, section, index }));
  return [
    { kind: 'module', name: module.name, module, index: 0 },
    ...part('objects', 'object'),
    ...part('measurements', 'measurement'),
    ...part('kpis', 'kpi'),
  ];
}

/** `MODULE::Name`. */
function formOf({ kind, module, name }: Target): string {
  return kind === 'module' ? name : `${module.name}${SEPARATOR}${name}`;
}

function ambiguous(name: string, found: readonly Target[]) {
  const forms = found.map((target) => {
    const form = formOf(target);
    const isClear = found.every((other) => other === target || formOf(other) !== form);
    return isClear ? form : `${form} --kind ${target.kind}`;
  });
  return refuse(
    `\`${name}\` means ${found.length} things: ${found.map(describe).join(', ')}.`,
    `Write ${forms.map((form) => `\`${form}\``).join(' or ')}.`,
  );
}

function describe({ kind, module }: Target): string {
  return kind === 'module'
    ? 'a module'
    : `${kind === 'object' ? 'an' : 'a'} ${KIND_WORDS[kind]} of ${module.name}`;
}

function unknown(
  name: string,
  kind: TargetKind | undefined,
  named: readonly Target[],
  all: readonly Target[],
  lock: Lock | undefined,
) {
  const [other] = named;
  if (other) {
    return refuse(
      `There is no ${KIND_WORDS[kind as TargetKind]} \`${name}\`: it is ${describe(other)}.`,
      'Leave --kind out.',
    );
  }
  const locked = lockedOwner(name, lock);
  if (locked !== undefined) {
    return refuse(
      `The definitions have no \`${name}\`; the lock has it, ${locked}.`,
      'If it was only renamed by hand, give it its old name again, and let kpi1 rename do it.',
    );
  }
  const meant = suggest(name, new Set(all.flatMap((target) => [target.name, formOf(target)])));
  return refuse(
    `There is no ${kind ? KIND_WORDS[kind] : 'module, object, measurement or KPI'} \`${name}\`.`,
    meant === undefined ? 'Names are written as in the definitions.' : `Did you mean \`${meant}\`?`,
  );
}

/** Whose a name is that only the lock has. */
function lockedOwner(name: string, lock: Lock | undefined): string | undefined {
  if (lock?.modules.has(name)) return 'as a module';
  for (const [module, { objects, measurements, kpis }] of lock?.modules ?? []) {
    const own = name.startsWith(module + SEPARATOR) ? name.slice(module.length + SEPARATOR.length) : name;
    if ([objects, measurements, kpis].some((section) => section.has(own))) return `in ${module}`;
  }
  return undefined;
}
