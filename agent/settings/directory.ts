import { suggest } from '../../document/did-you-mean.ts';
import type { InfoSet } from './item.ts';

/** Octets of an identifier, and of an item's name, in kpi1ConfigTable's index. */
export const MAX_IDENTIFIER = 48;
const RESERVED = /^(kpi|source|notify)\./;

/** The ConfigurationInfo sets of an instance by all that they may be called. */
export class InfoDirectory {
  readonly #sets = new Map<string, InfoSet>();
  /** Other names; undefined for one that several have. */
  readonly #aliases = new Map<string, InfoSet | undefined>();

  constructor(sets: readonly InfoSet[]) {
    for (const set of sets) this.add(set);
  }

  add(set: InfoSet): void {
    this.#sets.set(set.identifier, set);
    const own = set.subject.kpi;
    if (!own) return;
    const name = `kpi.${own.kpi.name}`;
    const isFree = !this.#aliases.has(name) || this.#aliases.get(name)?.identifier === set.identifier;
    this.#aliases.set(name, isFree ? set : undefined);
    this.#aliases.set(`kpi.${own.module.name}::${own.kpi.name}`, set);
  }

  remove(identifier: string): void {
    this.#sets.delete(identifier);
  }

  find(identifier: string): InfoSet | undefined {
    return this.#sets.get(identifier) ?? this.#aliases.get(identifier);
  }

  all(): IterableIterator<InfoSet> {
    return this.#sets.values();
  }

  /** Why there can be no collection profile of this name; undefined: there can. */
  refuseProfile(identifier: string): string | undefined {
    if (RESERVED.test(identifier)) {
      if (this.#aliases.has(identifier)) {
        return `Several KPIs are called so. Write kpi.<MODULE>::<KPI name>.`;
      }
      const near = suggest(identifier, [...this.#sets.keys(), ...this.#aliases.keys()]);
      return `There is no ${identifier}.${near === undefined ? '' : ` Did you mean ${near}?`}`;
    }
    if (identifier === '*' || !/^[^\s\p{Cc}]+$/u.test(identifier)) {
      return 'This is no identifier of a collection profile: write letters, digits and punctuation, without blanks.';
    }
    const octets = Buffer.byteLength(identifier);
    return octets > MAX_IDENTIFIER
      ? `The identifier has ${octets} octets. Write at most ${MAX_IDENTIFIER}.`
      : undefined;
  }
}
