import type { BaseObject } from '../model/base-mib.ts';
import type { ExpectedIndex } from './expected.ts';
import { readUtf8 } from './seen-value.ts';

/** One component of an INDEX (RFC 2578 section 7.7). */
interface Component {
  readonly name: string;
  readonly kind: 'text' | 'number';
  readonly min: number;
  readonly max: number;
  /** The length of the text does not stand before it. */
  readonly isBare: boolean;
}

/** What an instance must be named, where it is not; undefined where it is. */
export function checkIndex(index: readonly number[], expected: ExpectedIndex): string | undefined {
  if (expected.kind === 'scalar') return index.length === 1 && index[0] === 0 ? undefined : '.0';
  const components = componentsOf(expected);
  let at = 0;
  for (const component of components) {
    const end = component.kind === 'number' ? at + 1 : endOfText(index, at, component);
    if (end === undefined || end > index.length || !fits(index.slice(at, end), component)) {
      return describe(components);
    }
    at = end;
  }
  return at === index.length ? undefined : describe(components);
}

function endOfText(
  index: readonly number[],
  at: number,
  { isBare, min, max }: Component,
): number | undefined {
  if (isBare) return min === max ? at + min : index.length;
  const length = index[at];
  return length === undefined ? undefined : at + 1 + length;
}

function fits(part: readonly number[], { kind, min, max, isBare }: Component): boolean {
  if (kind === 'number') return (part[0] ?? -1) >= min && (part[0] ?? -1) <= max;
  const octets = isBare ? part : part.slice(1);
  if (octets.length < min || octets.length > max || octets.some((octet) => octet > 255)) return false;
  return readUtf8(Uint8Array.from(octets)) !== undefined;
}

function componentsOf(expected: Exclude<ExpectedIndex, { kind: 'scalar' }>): Component[] {
  if (expected.kind === 'figure row') {
    return expected.object.index.map(({ descriptor, syntax: { base, min, max } }) => ({
      ...{ name: descriptor, min, max },
      kind: base === 'OCTET STRING' ? 'text' : 'number',
      isBare: base === 'OCTET STRING' && min === max,
    }));
  }
  const { index, impliedIndex } = expected.table;
  return index.map((object, i) => baseComponent(object, impliedIndex && i === index.length - 1));
}

function baseComponent({ name, syntax }: BaseObject, isImplied: boolean): Component {
  const isText = syntax.kind === 'text';
  const { min = 0, max } = syntax.kind === 'unsigned' || isText ? syntax : { min: 0, max: 0 };
  return { name, kind: isText ? 'text' : 'number', min, max, isBare: isText && isImplied };
}

function describe(components: readonly Component[]): string {
  const parts = components.map(
    ({ name, kind, min, max }) => `${name} (${kind === 'text' ? 'text of ' : ''}${min}..${max})`,
  );
  return `an index of ${parts.join(', ')}`;
}
