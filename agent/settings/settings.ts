import { createHash } from 'node:crypto';
import type { ConfigurationInfo, MessageProblem } from '../../messages/message.ts';
import type { Log } from '../log.ts';
import type { SettingChange, SettingStore, StoredSetting } from '../store/store.ts';
import { FAMILIES } from './catalogue.ts';
import { checkItem } from './check-item.ts';
import { InfoDirectory } from './directory.ts';
import { DEFAULT_PROFILE, profileSet } from './info-sets.ts';
import { HIDDEN, type InfoSet, type ItemDefinition } from './item.ts';

export interface SettingsOptions {
  readonly sets: readonly InfoSet[];
  /** Where changes are kept; without one they end with the process. */
  readonly store?: SettingStore;
  readonly log: Log;
  now(): number;
}

/** An item that was set, and in which ConfigurationInfo. */
export interface ItemChange {
  readonly set: InfoSet;
  readonly item: ItemDefinition;
}

const MAX_PROFILES = 1000;

/**
 * The configuration in force (KPIinOMA 6.1.3): what the file and the definitions say, and over it what was set
 * by command. Commands are carried out as a whole, or refused as a whole with every reason.
 */
export class Settings {
  readonly #options: SettingsOptions;
  readonly #directory: InfoDirectory;
  /** What was set by command, by identifier and item. */
  readonly #set = new Map<string, Map<string, string>>();
  readonly #listeners: ((changes: readonly ItemChange[]) => void)[] = [];
  /** What was set, and gave way to the file. */
  readonly #outdated: SettingChange[] = [];
  #profiles = 0;
  #version = 0;

  /** Takes up what was set before; what the file says otherwise since then, or cannot be any more, is logged. */
  constructor(options: SettingsOptions) {
    this.#options = options;
    this.#directory = new InfoDirectory(options.sets);
    this.#restore(options.store?.all() ?? []);
  }

  /** Another one after each change. */
  get version(): number {
    return this.#version;
  }

  sets(): InfoSet[] {
    return [...this.#directory.all()];
  }

  find(identifier: string): InfoSet | undefined {
    return this.#directory.find(identifier);
  }

  /** The value in force of an item; a secret's, too. Throws where the catalogue has no such item. */
  value(identifier: string, name: string): string {
    const set = this.#directory.find(identifier) ?? profileSet(identifier);
    const item = set.items.find((each) => each.name === name);
    if (!item) throw new Error(`${identifier} has no item ${name}`);
    return this.#set.get(set.identifier)?.get(name) ?? this.#unset(set, item);
  }

  /** The value that may be shown. */
  shown(set: InfoSet, item: ItemDefinition): string {
    return item.isSecret ? HIDDEN : this.value(set.identifier, item.name);
  }

  /** Whether a command set the item. */
  isSet(identifier: string, name: string): boolean {
    return this.#set.get(identifier)?.has(name) === true;
  }

  /** The identifiers of the collection profiles. */
  profiles(): string[] {
    return this.sets()
      .filter(({ items }) => items === FAMILIES.profile.items)
      .map(({ identifier }) => identifier);
  }

  isProfile(identifier: string): boolean {
    return this.#directory.find(identifier)?.items === FAMILIES.profile.items;
  }

  /** Removes from the store what gave way to the file: once it is certain that the agent goes by this file. */
  settle(): void {
    const changes = this.#outdated.splice(0).filter(({ info, item }) => !this.isSet(info, item));
    if (changes.length === 0) return;
    const settings = changes.map(({ info, item }) => ({ info, item, base: undefined }));
    try {
      this.#options.store?.apply(settings, changes);
    } catch (error) {
      this.#options.log.error({ err: error }, 'what gave way to the configuration file could not be removed');
    }
  }

  onChange(listener: (changes: readonly ItemChange[]) => void): void {
    this.#listeners.push(listener);
  }

  /** Sets items; an empty value takes back what was set. Empty: it has been done. */
  configure(by: string, { identifier, items }: ConfigurationInfo): MessageProblem[] {
    const known = this.#directory.find(identifier);
    const refusal = known ? undefined : this.#refuseProfile(identifier);
    if (refusal !== undefined) return [{ place: identifier, message: refusal }];
    const set = known ?? profileSet(identifier);
    const problems = this.#check(set, items);
    if (problems.length > 0) return problems;
    try {
      this.#keep(by, set, items);
    } catch (error) {
      return [{ place: '', message: `The change could not be stored: ${(error as Error).message}` }];
    }
    if (!known) this.#addProfile(set);
    for (const { name, value } of items) this.#assign(set, name, value === '' ? undefined : value);
    this.#version += 1;
    const changed = items.map(({ name }) => name);
    this.#options.log.info({ by, info: set.identifier, items: changed }, 'the configuration was changed');
    const changes = set.items.filter(({ name }) => changed.includes(name)).map((item) => ({ set, item }));
    for (const listener of this.#listeners) listener(changes);
    return [];
  }

  #unset(set: InfoSet, { name, default: fallback }: ItemDefinition): string {
    const given = set.given.get(name);
    if (given !== undefined) return given;
    return isOwnProfile(set) ? this.value(DEFAULT_PROFILE, name) : fallback;
  }

  #refuseProfile(identifier: string): string | undefined {
    if (this.#profiles >= MAX_PROFILES)
      return `There are ${MAX_PROFILES} collection profiles, and no more can be made.`;
    return this.#directory.refuseProfile(identifier);
  }

  #check(set: InfoSet, items: ConfigurationInfo['items']): MessageProblem[] {
    if (items.length === 0) return [{ place: set.identifier, message: 'There is no item in it.' }];
    const seen = new Set<string>();
    const problems = items.flatMap(({ name, value }) => {
      const problem = seen.has(name) ? 'It is there twice. Leave one out.' : checkItem(set, name, value);
      seen.add(name);
      return problem === undefined ? [] : [{ place: name, message: problem }];
    });
    if (problems.length > 0) return problems;
    const asked = new Map(items.map(({ name, value }) => [name, value]));
    const together = set.checkTogether?.((name) => {
      const item = set.items.find((each) => each.name === name) as ItemDefinition;
      return asked.get(name) || (asked.has(name) ? this.#unset(set, item) : this.value(set.identifier, name));
    });
    return (together ?? []).map(({ item, problem }) => ({ place: item, message: problem }));
  }

  #keep(by: string, set: InfoSet, items: ConfigurationInfo['items']): void {
    const at = this.#options.now();
    const changes: SettingChange[] = [];
    const settings = items.map(({ name, value }) => {
      const item = set.items.find((each) => each.name === name) as ItemDefinition;
      const before = this.#set.get(set.identifier)?.get(name);
      const show = (text: string | undefined) => (item.isSecret && text !== undefined ? HIDDEN : text);
      const to = value === '' ? undefined : value;
      changes.push({ at, by, info: set.identifier, item: name, from: show(before), to: show(to) });
      return {
        info: set.identifier,
        item: name,
        base: baseOf(set, item),
        ...(to !== undefined && { value: to }),
      };
    });
    this.#options.store?.apply(settings, changes);
  }

  #assign(set: InfoSet, name: string, value: string | undefined): void {
    const own = this.#set.get(set.identifier) ?? new Map<string, string>();
    if (value === undefined) own.delete(name);
    else own.set(name, value);
    if (own.size > 0) this.#set.set(set.identifier, own);
    else this.#forget(set);
  }

  /** A profile of which nothing is set is gone. */
  #forget(set: InfoSet): void {
    this.#set.delete(set.identifier);
    if (!isOwnProfile(set) || set.given.size > 0) return;
    this.#directory.remove(set.identifier);
    this.#profiles -= 1;
  }

  #addProfile(set: InfoSet): void {
    this.#directory.add(set);
    this.#profiles += 1;
  }

  #restore(stored: readonly StoredSetting[]): void {
    const { log, now } = this.#options;
    for (const { info, item: name, value, base } of stored) {
      const known = this.#directory.find(info);
      const set = known ?? (this.#refuseProfile(info) === undefined ? profileSet(info) : undefined);
      const item = set?.items.find((each) => each.name === name);
      const problem = set
        ? checkItem(set, name, value)
        : 'There is no such configuration information any more.';
      if (!set || !item || problem !== undefined) {
        log.warn({ info, item: name, problem }, 'what was set of the configuration does not hold any more');
        continue;
      }
      if (base !== baseOf(set, item)) {
        log.warn({ info, item: name }, 'the configuration file says something else now, which holds');
        const from = item.isSecret ? HIDDEN : value;
        this.#outdated.push({ at: now(), by: 'configuration file', info, item: name, from, to: undefined });
        continue;
      }
      if (!known) this.#addProfile(set);
      this.#assign(set, name, value);
    }
  }
}

/** Whether it is another collection profile than `default`. */
function isOwnProfile({ items, identifier }: InfoSet): boolean {
  return items === FAMILIES.profile.items && identifier !== DEFAULT_PROFILE;
}

/** What the file said when an item was set; of a secret a hash. */
function baseOf(set: InfoSet, { name, isSecret }: ItemDefinition): string | undefined {
  const given = set.given.get(name);
  if (given === undefined || !isSecret) return given;
  return createHash('sha256').update(given).digest('hex');
}
