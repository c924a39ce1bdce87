import { capitalize } from '../names/mangle.ts';
import { quoted } from './layout.ts';
import type { ConventionView } from './module-view.ts';
import { ownConvention } from './syntax.ts';

/** The textual conventions that a module must define for the types it uses, in the order of their names. */
export function conventionsFor(types: Iterable<string>, prefix: string, maxText: number): ConventionView[] {
  const kinds = new Set<string>();
  for (const type of types) {
    const kind = ownConvention(type);
    if (kind !== undefined) kinds.add(kind);
  }
  return [...kinds].sort().map((kind) => ({
    name: capitalize(prefix) + kind,
    ...(kind === 'Utf8' ? utf8(maxText) : numeric(kind)),
  }));
}

function utf8(max: number): Omit<ConventionView, 'name'> {
  return {
    hint: '255t',
    description: quoted(['Text in UTF-8 (RFC 3629).']),
    syntax: `OCTET STRING (SIZE (0..${max}))`,
  };
}

/**
 * `Real2` is 100 times the number, in 32 bits. `Gauge64` and `Gauge64Real2` are what SMIv2 has no type for:
 * RFC 2856 shows that it is Counter64 on the wire. The hint is against the letter of RFC 2579 section 3.1, which
 * means counters by it; without one a manager shows the number unscaled.
 */
function numeric(kind: string): Omit<ConventionView, 'name'> {
  const decimals = Number(/Real(\d)$/.exec(kind)?.[1] ?? 0);
  const wide = kind.startsWith('Gauge64');
  const scaled =
    decimals === 0
      ? []
      : [
          `A number with ${decimals} decimal${decimals === 1 ? '' : 's'}: the value is ${10 ** decimals} times the number.`,
        ];
  const gauge = wide
    ? [
        'A gauge of 64 bits: it may go down as well as up. It is encoded as a Counter64, for want of another type, as in RFC 2856; no rate is to be calculated from it.',
      ]
    : [];
  return {
    hint: decimals === 0 ? 'd' : `d-${decimals}`,
    description: quoted([...scaled, ...gauge]),
    syntax: wide ? 'Counter64' : 'Integer32',
  };
}
