import { AddressList } from './address-list.ts';
import type { Communities, Community } from './communities.ts';
import { octetsOfAddress } from './ip-address.ts';
import { TokenBuckets } from './token-buckets.ts';

/** How much may be asked from addresses that are not trusted. */
export interface SourceLimits {
  /** Datagrams taken from one source: `burst` at once, then so many a second. Of IPv6, a source is a /64. */
  readonly requestsPerSecond: number;
  readonly burst: number;
  /** Times that an answer may be as large as a request that nobody signed. */
  readonly amplification: number;
  /** Addresses and CIDR prefixes without any limit. */
  readonly trusted: readonly string[];
}

/** What may come from one address. */
export interface Source {
  /** The communities that may be used. */
  readonly communities: readonly Community[];
  /** Whether it may ask at all. */
  readonly mayAsk: boolean;
  readonly isTrusted: boolean;
  /** What its datagrams are counted under. */
  readonly network: string;
}

/** What ::ffff:0:0/96 begins with. */
const IPV4_MAPPED = '00000000000000000000ffff';

/** Addresses that are remembered. */
const MAX_REMEMBERED = 4096;

export interface SourcesOptions {
  readonly communities: Communities;
  /** Whether SNMPv3 may come from an address. */
  readonly isOpenToUsers: (address: string) => boolean;
  /** None: everybody is trusted. */
  readonly limits: SourceLimits | undefined;
  /** Milliseconds that only ever grow. */
  readonly now: () => number;
}

/** Everybody who may send datagrams, by address: what is known of one before anything it sent is read. */
export class Sources {
  readonly #options: SourcesOptions;
  readonly #trusted: AddressList | undefined;
  readonly #buckets: TokenBuckets | undefined;
  readonly #remembered = new Map<string, Source>();

  /** Throws an Error for an address range that is none. */
  constructor(options: SourcesOptions) {
    const { limits, now } = options;
    this.#options = options;
    this.#trusted = limits && new AddressList(limits.trusted);
    this.#buckets = limits && new TokenBuckets(limits.requestsPerSecond, limits.burst, now);
  }

  of(address: string): Source {
    let source = this.#remembered.get(address);
    if (!source) {
      source = this.#describe(address);
      // Anybody can make up source addresses: what is remembered of them has to stay small.
      if (this.#remembered.size === MAX_REMEMBERED) this.#remembered.clear();
      this.#remembered.set(address, source);
    }
    return source;
  }

  /** Takes one datagram more; false where there were too many. */
  admit({ isTrusted, network }: Source): boolean {
    return isTrusted || this.#buckets === undefined || this.#buckets.take(network);
  }

  #describe(address: string): Source {
    const communities = this.#options.communities.usableFrom(address);
    return {
      communities,
      mayAsk: communities.length > 0 || this.#options.isOpenToUsers(address),
      isTrusted: this.#trusted?.has(address) ?? true,
      network: networkOf(address),
    };
  }
}

/** An IPv4 address itself; of an IPv6 address its first 64 bits, because whoever has one has them all. */
export function networkOf(address: string): string {
  const octets = octetsOfAddress(address);
  if (octets?.length !== 16) return address;
  const hex = Buffer.from(octets).toString('hex');
  // ::ffff:192.0.2.1 is 192.0.2.1.
  return hex.startsWith(IPV4_MAPPED) ? octets.subarray(12).join('.') : hex.slice(0, 16);
}
