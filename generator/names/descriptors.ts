import type { Place } from '../../document/diagnostic.ts';

/** Who has a descriptor: what to call it in a message, and where it stands. */
export interface Owner {
  readonly what: string;
  readonly place?: Place;
}

/**
 * The descriptors of a project. Each is unique in all of its modules, as RFC 2578 section 3.1 wants it of
 * published ones, and not by case alone: type and object names that differ only in case confuse SMI tools.
 */
export class Descriptors {
  readonly #owners = new Map<string, Owner>();

  /** Takes a descriptor, or gives the owner it has already. */
  take(descriptor: string, owner: Owner): Owner | undefined {
    const key = descriptor.toLowerCase();
    const earlier = this.#owners.get(key);
    if (earlier === undefined) this.#owners.set(key, owner);
    return earlier;
  }
}
