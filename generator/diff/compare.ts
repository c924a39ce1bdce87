import type { Place } from '../../document/diagnostic.ts';
import type { ModelModule } from '../../model/model.ts';
import type { ModuleDefinition } from '../definition.ts';
import type { Found } from './change.ts';
import { compareFigures } from './compare-figures.ts';
import { compareTables } from './compare-tables.ts';
import { findRenames, type Renames } from './renames.ts';
import type { Resolved } from './resolve.ts';
import type { ChangeRuleId } from './rules.ts';

/** One module in its two states, and how to tell what changed in it. */
export interface ModulePair {
  readonly before: ModelModule;
  readonly now: ModelModule;
  /** Owner of each OID before: a figure's or table's name. */
  readonly ownersBefore: ReadonlyMap<string, string>;
  readonly renames: Renames;
  tell(rule: ChangeRuleId, name: string, message: string, place?: Place): void;
  /** Where a figure or object of this name stands now. */
  placeOf(name: string): Place | undefined;
}

/** Every difference between two states of a project, in the order of the modules now; those that are gone last. */
export function compare(before: Resolved, now: Resolved): Found[] {
  const found: Found[] = [];
  const enterprises = [before.model.enterprise, now.model.enterprise];
  if (enterprises[0] !== enterprises[1]) {
    const message = `The OIDs are below enterprise ${enterprises[1]}, not ${enterprises[0]}.`;
    found.push({ rule: 'ENTERPRISE-CHANGED', module: '', name: '', message });
  }
  const pairs = pairModules(before.model.modules, now.model.modules);
  for (const module of now.model.modules) {
    const definition = now.definitions.modules.find(({ name }) => name === module.name) as ModuleDefinition;
    const place = now.sourceTexts.get(definition.file)?.place(definition.at);
    const earlier = pairs.get(module);
    if (earlier) found.push(...compareModules(before, now, earlier, module, definition));
    else {
      const message = `${module.name} is new, at ${module.oid}.`;
      found.push({ rule: 'MODULE-ADDED', module: module.name, name: '', message, ...(place && { place }) });
    }
  }
  const kept = new Set(pairs.values());
  for (const module of before.model.modules) {
    if (kept.has(module)) continue;
    const message = `${module.name}, at ${module.oid}, is gone.`;
    found.push({ rule: 'MODULE-REMOVED', module: module.name, name: '', message });
  }
  return found;
}

/** What each module was before: the one of its name, or the one that had its prefix and whose name is gone. */
function pairModules(
  before: readonly ModelModule[],
  now: readonly ModelModule[],
): Map<ModelModule, ModelModule> {
  const names = new Set(now.map(({ name }) => name));
  const pairs = new Map<ModelModule, ModelModule>();
  for (const module of now) {
    const earlier =
      before.find(({ name }) => name === module.name) ??
      before.find(({ name, prefix }) => prefix === module.prefix && !names.has(name));
    if (earlier) pairs.set(module, earlier);
  }
  return pairs;
}

function compareModules(
  { definitions: earlierDefinitions }: Resolved,
  { definitions: { project }, sourceTexts }: Resolved,
  before: ModelModule,
  now: ModelModule,
  definition: ModuleDefinition,
): Found[] {
  const found: Found[] = [];
  const text = sourceTexts.get(definition.file);
  const places = new Map(
    [...definition.objects, ...definition.measurements, ...definition.kpis].map(({ name, at }) => [name, at]),
  );
  const pair: ModulePair = {
    before,
    now,
    ownersBefore: ownersOf(before),
    renames: findRenames(before, now),
    tell: (rule, name, message, place = text?.place(places.get(name) ?? definition.at)) =>
      found.push({ rule, module: now.name, name, message, ...(place && { place }) }),
    placeOf: (name) => text?.place(places.get(name) ?? definition.at),
  };
  if (before.name !== now.name) pair.tell('MODULE-RENAMED', '', `${before.name} is ${now.name} now.`);
  // A module that moved moved all that is in it; the figures would only say so again.
  if (before.arc !== now.arc)
    pair.tell('OID-MOVED', '', `The module moved from ${before.oid} to ${now.oid}.`);
  if (before.prefix !== now.prefix) {
    pair.tell('DESCRIPTOR-CHANGED', '', `All descriptors begin with ${now.prefix}, not ${before.prefix}.`);
  }
  if (before.description !== now.description) {
    pair.tell('TEXT-CHANGED', '', 'The description of the module changed.');
  }
  const said = (['organization', 'contact'] as const).filter(
    (field) => earlierDefinitions.project[field] !== project[field],
  );
  if (said.length > 0) pair.tell('TEXT-CHANGED', '', `Changed: ${said.join(', ')}.`);
  compareTables(pair);
  compareFigures(pair);
  const earlier = earlierDefinitions.modules.find(({ name }) => name === before.name) as ModuleDefinition;
  compareRevisions(pair, earlier.revisions, definition.revisions, found.length > 0);
  return found;
}

function ownersOf({ objects, measurements, kpis }: ModelModule): Map<string, string> {
  return new Map([
    ...objects.map(({ entryOid, name }) => [entryOid, name] as const),
    ...[...measurements, ...kpis].map(({ oid, name }) => [oid, name] as const),
  ]);
}

type Revisions = ModuleDefinition['revisions'];

/** RFC 2578 section 10: a change is a new revision, and those before stay. */
function compareRevisions(pair: ModulePair, before: Revisions, now: Revisions, isChanged: boolean): void {
  const same = (a: Revisions[number], b: Revisions[number] | undefined) =>
    a.date === b?.date && a.description === b.description;
  const kept = before.filter((revision) => now.some((each) => same(revision, each)));
  const latest = before[0]?.date ?? '';
  const added = now.filter(({ date }) => date > latest);
  for (const { date } of before.filter((revision) => !kept.includes(revision))) {
    pair.tell('REVISION-REWRITTEN', '', `The revision of ${date} is gone or says something else.`);
  }
  const late = now.filter(({ date }) => date <= latest && !before.some((each) => each.date === date));
  for (const { date } of late) {
    pair.tell('REVISION-REWRITTEN', '', `A revision of ${date} was put in before that of ${latest}.`);
  }
  if (added.length > 0) {
    for (const { date } of added) pair.tell('REVISION-ADDED', '', `The revision of ${date} is new.`);
  } else if (isChanged) {
    const message = `The module changed, and its latest revision is still that of ${latest}.`;
    pair.tell('REVISION-MISSING', '', message);
  }
}
