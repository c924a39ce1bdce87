import { AddressList } from './address-list.ts';
import type { View } from './view.ts';

/** A community, who may use it, and what it shows. */
export interface CommunityDefinition {
  readonly name: string;
  /** Addresses and CIDR prefixes, of IPv4 and IPv6. */
  readonly from: readonly string[];
  readonly view: View;
}

export interface Community {
  readonly octets: Uint8Array;
  readonly view: View;
}

/** The longest name that fits beside everything else in what is prepended to a response. */
const MAX_NAME = 255;

/** The communities, by the addresses that may use them. The same name may stand for different views. */
export class Communities {
  readonly #entries: readonly { community: Community; from: AddressList }[];

  /** Throws an Error for an address range that is none, or a name of more than 255 octets. */
  constructor(definitions: readonly CommunityDefinition[]) {
    this.#entries = definitions.map(({ name, from, view }) => {
      const octets = Buffer.from(name, 'utf8');
      if (octets.length > MAX_NAME)
        throw new Error(`the community ${name} is longer than ${MAX_NAME} octets`);
      return { community: { octets, view }, from: new AddressList(from) };
    });
  }

  /** What may be used from an address. */
  usableFrom(address: string): readonly Community[] {
    return this.#entries.filter(({ from }) => from.has(address)).map(({ community }) => community);
  }
}

/** The first community of this name, which stands in `bytes[start, end)`. */
export function findCommunity(
  communities: readonly Community[],
  bytes: Uint8Array,
  start: number,
  end: number,
): Community | undefined {
  for (const community of communities) {
    const { octets } = community;
    let difference = octets.length ^ (end - start);
    // Every octet is looked at: how long it takes does not tell how much of a guess was right.
    for (let i = 0; i < octets.length; i++) difference |= (octets[i] as number) ^ (bytes[start + i] ?? 0);
    if (difference === 0) return community;
  }
  return undefined;
}
