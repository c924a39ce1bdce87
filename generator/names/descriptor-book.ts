import type { Place } from '../../document/diagnostic.ts';
import type { Findings } from '../findings.ts';
import type { LockedModule } from '../lock/lock.ts';
import { isStructural, structuralDescriptors } from '../mib/structure.ts';
import { toSmiText } from '../text/transliterate.ts';
import { capitalize, mangle } from './mangle.ts';

/** Who has a descriptor: what to call it in a message, and where it stands. */
export interface Owner {
  readonly what: string;
  readonly place: Place | undefined;
}

/** Descriptors hold at most 64 characters (RFC 2578 section 3.1). */
const MAX_DESCRIPTOR = 64;
/** A table's leave room for `Table`, and for `SYNTAX SEQUENCE OF …Entry` in 72 columns. */
const MAX_TABLE = 38;
/** What RFC 2578 section 3.1 recommends to stay within. */
const GOOD_DESCRIPTOR = 32;
const TABLE_SUFFIX = 'Table'.length;

/**
 * The descriptors of a project. Each is unique in all its modules (RFC 2578 section 3.1 wants published ones
 * so), and not by case alone: SMI tools take names that differ only in case for a mistake.
 */
export class DescriptorBook {
  readonly #owners = new Map<string, Owner>();
  /** Owners that were told already that somebody else wants their descriptor. */
  readonly #told = new Set<Owner>();
  readonly #findings: Findings;

  constructor(findings: Findings) {
    this.#findings = findings;
  }

  /** Takes descriptors that others have before any module. */
  takeAll(descriptors: readonly string[], owner: Owner): void {
    for (const descriptor of descriptors) this.#take(descriptor, owner);
  }

  /** Takes what a module needs for itself; a prefix that another module has is a finding. */
  takeStructural(prefix: string, owner: Owner): void {
    for (const descriptor of structuralDescriptors(prefix)) {
      const earlier = this.#take(descriptor, owner);
      if (earlier === undefined) continue;
      this.#clash(descriptor, owner, earlier, 'Give each module a prefix of its own.');
      return;
    }
  }

  /** Takes every descriptor that a module of the lock has, so that no new name gets one of them. */
  takeLocked(
    name: string,
    module: LockedModule,
    place: (line: number | undefined) => Place | undefined,
  ): void {
    const owner = (what: string, line: number | undefined) => ({
      what: `${what} of ${name}`,
      place: place(line),
    });
    for (const [object, { descriptor, index, line }] of module.objects) {
      const table = owner(`Object "${object}"`, line);
      this.#take(`${descriptor}Table`, table);
      this.#take(`${descriptor}Entry`, table);
      for (const column of index) this.#take(column.descriptor, table);
    }
    for (const [figure, { descriptor, line }] of [...module.measurements, ...module.kpis]) {
      this.#take(descriptor, owner(`"${figure}"`, line));
    }
  }

  /** The descriptor that `snmpName` asks for. */
  chosen(prefix: string, snmpName: string | undefined): string | undefined {
    return snmpName === undefined ? undefined : prefix + capitalize(snmpName);
  }

  /** Takes the descriptor of a measurement or KPI. One that the module needs itself gets `Value` at its end. */
  takeFigure(prefix: string, name: string, snmpName: string | undefined, owner: Owner): string {
    const plain =
      this.chosen(prefix, snmpName) ?? this.#mangled(prefix, name, GOOD_DESCRIPTOR, MAX_DESCRIPTOR);
    return this.#claim(prefix, isStructural(prefix, plain) ? `${plain}Value` : plain, owner, MAX_DESCRIPTOR);
  }

  /** Takes the descriptors of an object's table and entry; gives what they have in common. */
  takeTable(prefix: string, name: string, snmpName: string | undefined, owner: Owner): string {
    const descriptor =
      this.chosen(prefix, snmpName) ?? this.#mangled(prefix, name, GOOD_DESCRIPTOR - TABLE_SUFFIX, MAX_TABLE);
    const earlier = this.#take(`${descriptor}Entry`, owner);
    if (earlier) this.#clash(`${descriptor}Entry`, owner, earlier);
    else this.#claim(prefix, `${descriptor}Table`, owner, MAX_TABLE + TABLE_SUFFIX, TABLE_SUFFIX);
    return descriptor;
  }

  /** Takes the descriptor of an index column, which begins with the object's name unless its own does. */
  takeIndex(prefix: string, object: string, name: string, owner: Owner): string {
    const own = mangle(name, Infinity, Infinity).toLowerCase();
    const complete = own.startsWith(mangle(object, Infinity, Infinity).toLowerCase());
    const words = complete ? name : `${object} ${name}`;
    return this.#claim(
      prefix,
      this.#mangled(prefix, words, GOOD_DESCRIPTOR, MAX_DESCRIPTOR),
      owner,
      MAX_DESCRIPTOR,
    );
  }

  #mangled(prefix: string, name: string, good: number, limit: number): string {
    return prefix + mangle(toSmiText(name), good - prefix.length, limit - prefix.length);
  }

  /** Takes a descriptor; what is wrong with it is a finding. */
  #claim(prefix: string, descriptor: string, owner: Owner, limit: number, suffix = 0): string {
    if (descriptor.length === prefix.length + suffix) {
      this.#findings.add(
        'NAME-UNUSABLE',
        owner.place,
        `${owner.what} has no letter or digit that a descriptor could be made of.`,
        'Choose the descriptor: snmpName.',
      );
      return descriptor;
    }
    if (descriptor.length > limit) {
      this.#findings.add(
        'NAME-LONG',
        owner.place,
        `${descriptor} has ${descriptor.length} characters; a descriptor has at most ${limit} here.`,
        'Write a shorter snmpName.',
      );
    }
    const earlier = this.#take(descriptor, owner);
    if (earlier) this.#clash(descriptor, owner, earlier);
    return descriptor;
  }

  #take(descriptor: string, owner: Owner): Owner | undefined {
    const key = descriptor.toLowerCase();
    const earlier = this.#owners.get(key);
    if (earlier === undefined) this.#owners.set(key, owner);
    return earlier;
  }

  /** Both names are at fault: each gets a finding, the earlier one only once. */
  #clash(
    descriptor: string,
    later: Owner,
    earlier: Owner,
    remedy = 'Choose another descriptor for one of them: snmpName.',
  ) {
    for (const [owner, other] of [
      [earlier, later],
      [later, earlier],
    ] as const) {
      if (this.#told.has(owner) || owner.place === undefined) continue;
      this.#told.add(owner);
      const where = other.place === undefined ? '' : ` (${other.place.file}:${other.place.line})`;
      this.#findings.add(
        'NAME-CLASH',
        owner.place,
        `${owner.what} gives the descriptor ${descriptor}, as ${other.what} does${where}.`,
        remedy,
      );
    }
  }
}
