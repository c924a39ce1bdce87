import { suggest } from '../../document/did-you-mean.ts';
import type {
  ConfigurationInfo,
  MessageProblem,
  PerformanceMeasurement,
  TimeRange,
} from '../../messages/message.ts';
import type { ModelModule } from '../../model/model.ts';
import type { InfoSet } from '../settings/item.ts';
import type { Settings } from '../settings/settings.ts';
import type { HistoryStore } from '../store/store.ts';
import { continuation, groupItems, type SpannedItem } from './grouped-items.ts';
import { type Identified, Identifiers } from './identifiers.ts';
import { type LatestValues, latestItems, missing } from './latest-items.ts';
import type { Found, InstanceService } from './service.ts';
import { storedItems } from './stored-items.ts';

export interface InstanceOptions extends LatestValues {
  readonly instanceId: string;
  readonly modules: readonly ModelModule[];
  readonly settings: Settings;
  readonly store: Pick<HistoryStore, 'samples' | 'intervals'>;
  /** Starts collecting figures with a collection profile. */
  collect(oeId: string, profile: string, identified: readonly Identified[]): void;
}

/** Answers the Operational Environment, whatever the binding (KPIinOMA 8). */
export function createInstanceService(options: InstanceOptions): InstanceService {
  const { instanceId, settings, store } = options;
  const identifiers = new Identifiers(options.modules);
  return {
    instanceId,
    queryMeasurements: (asked, range) =>
      findAll(asked, (identifier) =>
        identifiers.find(identifier).flatMap((identified) => describe(identified, range, options, store)),
      ),
    queryConfiguration: (asked) => findAll(asked, (identifier) => configurationOf(identifier, settings)),
    configure: (oeId, info) => settings.configure(oeId, info),
    collect(oeId, profile, asked) {
      const problems = checkCollection(profile, asked, settings, identifiers);
      if (problems.length === 0)
        options.collect(
          oeId,
          profile,
          asked.flatMap((each) => identifiers.find(each)),
        );
      return problems;
    },
  };
}

/** What each identifier stands for, each once; those that stand for nothing are named. */
function findAll<T>(asked: readonly string[], find: (identifier: string) => T[]): Found<T> {
  const found: T[] = [];
  const unknown: string[] = [];
  for (const identifier of new Set(asked)) {
    const own = find(identifier);
    if (own.length > 0) found.push(...own);
    else unknown.push(identifier);
  }
  return { found, unknown };
}

function describe(
  { identifier, figures, row }: Identified,
  range: TimeRange | undefined,
  values: LatestValues,
  store: InstanceOptions['store'],
): PerformanceMeasurement[] {
  const ofRow = (all: readonly SpannedItem[]) =>
    row === undefined
      ? all
      : all.filter(({ item }) => figures.some(({ figure }) => item.name === `${figure.name}[${row}]`));
  if (range) {
    const { items, next } = storedItems(figures, range, store);
    const wanted = ofRow(items);
    if (next !== undefined) return [...groupItems(identifier, wanted), continuation(identifier, next)];
    // In a time range a row may have had nothing; now it either is there or is not known.
    if (wanted.length > 0) return groupItems(identifier, wanted);
    return groupItems(identifier, [missing(identifier, {}, 'nothing is stored of this time')]);
  }
  const all = figures.flatMap((owned) => latestItems(owned, values));
  const wanted = ofRow(all);
  if (wanted.length > 0) return groupItems(identifier, wanted);
  const broken = all.filter(({ item }) => item.description !== undefined && !item.name.endsWith(']'));
  return broken.length > 0 ? groupItems(identifier, broken) : [];
}

function configurationOf(identifier: string, settings: Settings): ConfigurationInfo[] {
  const describeSet = (set: InfoSet, name: string): ConfigurationInfo => ({
    identifier: name,
    items: set.items.map((item) => ({
      name: item.name,
      value: settings.shown(set, item),
      description: item.description,
    })),
  });
  if (identifier === '*') return settings.sets().map((set) => describeSet(set, set.identifier));
  const set = settings.find(identifier);
  return set ? [describeSet(set, identifier)] : [];
}

function checkCollection(
  profile: string,
  asked: readonly string[],
  settings: Settings,
  identifiers: Identifiers,
): MessageProblem[] {
  if (settings.value('collection', 'commands') === 'false') {
    const message = 'This instance takes no collection commands: its item collection.commands is false.';
    return [{ place: '', message }];
  }
  const problems: MessageProblem[] = [];
  if (!settings.isProfile(profile)) {
    const names = settings.profiles();
    const near = suggest(profile, names) ?? 'default';
    const message = `There is no collection profile ${profile}. Make it with an OEConfigurationCmd, or write ${near}.`;
    problems.push({ place: 'ConfigInfoIdentifier', message });
  }
  for (const identifier of new Set(asked)) {
    const [found] = identifiers.find(identifier);
    if (found?.row !== undefined) {
      const message =
        'Figures are collected with all their rows. Leave the index out, or set filter.instances in a collection profile.';
      problems.push({ place: identifier, message });
    } else if (!found) {
      const near = identifiers.suggest(identifier);
      const remedy = near === undefined ? '' : ` Did you mean ${near}?`;
      problems.push({
        place: identifier,
        message: `There is no module, KPI or measurement of this name.${remedy}`,
      });
    }
  }
  return problems;
}
