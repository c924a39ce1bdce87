import { contentsOf, endOfValue, Tag } from './ber.ts';
import { copyOctets, putHeader, sizeOfHeader } from './ber-writer.ts';
import { compareEncodedOids } from './oid.ts';

/** Instances a page holds at most: few enough that inserting one is cheap, enough that a walk stays in it. */
export const PAGE_INSTANCES = 256;

/**
 * A record is, on a 4-octet boundary: the slot it belongs to (4 octets), its state (4 octets: the BER tag of
 * the published value or 0, and in the lower 24 bits the octets that follow), then the variable binding as
 * it is sent, with some octets to spare. Before anything is published the binding has no value.
 */
const RECORD_HEAD = 8;
const CAPACITY_MASK = 0xffffff;

/** Room for the largest number, a Counter64 (2 + 9 octets): numbers never outgrow their record. */
const VALUE_ROOM = 11;

/** What the pages of an index share with it, and keep up to date. */
export interface IndexState {
  /** Where the record of each slot lies. */
  pageOf: (IndexPage | undefined)[];
  startOf: Uint32Array;
  /** A page has become one with something to read or with nothing, in any version of SNMP or in SNMPv1. */
  readabilityChanged: boolean;
}

/** A stretch of the index: the records of neighbouring instances, and their order. */
export class IndexPage {
  bytes: Uint8Array;
  count = 0;
  /** Instances with a value, and how many of those are a Counter64, which SNMPv1 cannot see. */
  published = 0;
  counter64s = 0;
  readonly #state: IndexState;
  #words: Uint32Array;
  /** Offsets of the records, in the order of their OIDs. */
  #starts = new Uint32Array(PAGE_INSTANCES);
  #used = 0;
  /** Octets of records that have moved or gone. */
  #dead = 0;

  constructor(state: IndexState) {
    this.#state = state;
    this.#words = new Uint32Array(128);
    this.bytes = new Uint8Array(this.#words.buffer);
  }

  /** The BER tag of the value published at `position`; 0 where there is none. */
  tagAt(position: number): number {
    return (this.#words[((this.#starts[position] as number) >> 2) + 1] as number) >>> 24;
  }

  /** The variable binding at `position` is `bytes[result, varbindEnd(result))`. */
  varbindAt(position: number): number {
    return (this.#starts[position] as number) + RECORD_HEAD;
  }

  varbindEnd(varbind: number): number {
    return endOfValue(this.bytes, varbind);
  }

  /** Compares the OID at `position` with the one encoded in `key[start, end)`. */
  compareAt(position: number, key: Uint8Array, start: number, end: number): number {
    const { bytes } = this;
    return compareEncodedOids(bytes, this.nameStart(position), this.nameEnd(position), key, start, end);
  }

  /** The OID at `position` is encoded in `bytes[nameStart(position), nameEnd(position))`. */
  nameStart(position: number): number {
    return contentsOf(this.bytes, contentsOf(this.bytes, this.varbindAt(position)));
  }

  nameEnd(position: number): number {
    return endOfValue(this.bytes, contentsOf(this.bytes, this.varbindAt(position)));
  }

  /** Position of the first instance that is not before the key; `count` where there is none. */
  lowerBound(key: Uint8Array, start: number, end: number): number {
    let low = 0;
    let high = this.count;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.compareAt(middle, key, start, end) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Adds an instance that has no value yet. The page must not be full. */
  insert(position: number, slot: number, name: Uint8Array): void {
    const nameSize = sizeOfHeader(name.length) + name.length;
    const capacity = sizeOfHeader(nameSize + VALUE_ROOM) + nameSize + VALUE_ROOM;
    const start = this.#allocate(slot, capacity);
    const nameAt = putHeader(this.bytes, start + RECORD_HEAD, Tag.Sequence, nameSize);
    this.bytes.set(name, putHeader(this.bytes, nameAt, Tag.ObjectIdentifier, name.length));
    this.#starts.copyWithin(position + 1, position, this.count);
    this.#starts[position] = start;
    this.count += 1;
  }

  /** Gives an instance its value: `size` octets of BER at the start of `value`. */
  replaceValue(slot: number, value: Uint8Array, size: number): void {
    let varbind = (this.#state.startOf[slot] as number) + RECORD_HEAD;
    let nameAt = contentsOf(this.bytes, varbind);
    const nameSize = endOfValue(this.bytes, nameAt) - nameAt;
    const contents = nameSize + size;
    const total = sizeOfHeader(contents) + contents;
    if (total > this.#capacityOf(varbind - RECORD_HEAD)) {
      varbind = this.#enlarge(slot, total) + RECORD_HEAD;
      nameAt = contentsOf(this.bytes, varbind);
    }
    const { bytes } = this;
    const nameTo = varbind + total - contents;
    if (nameTo !== nameAt) bytes.copyWithin(nameTo, nameAt, nameAt + nameSize);
    putHeader(bytes, varbind, Tag.Sequence, contents);
    copyOctets(value, 0, size, bytes, nameTo + nameSize);
    this.#changeTag(varbind - RECORD_HEAD, value[0] as number);
  }

  /** Takes an instance's value away. */
  withdrawValue(slot: number): void {
    this.#changeTag(this.#state.startOf[slot] as number, 0);
  }

  remove(slot: number): void {
    this.withdrawValue(slot);
    const start = this.#state.startOf[slot] as number;
    const position = this.#positionOf(start);
    this.#starts.copyWithin(position, position + 1, this.count);
    this.count -= 1;
    this.#dead += RECORD_HEAD + this.#capacityOf(start);
    this.#compactIfWasted();
  }

  /** Moves the instances from `position` on to the end of another page, which has the places for them. */
  moveTo(page: IndexPage, position: number): void {
    for (let i = position; i < this.count; i++) {
      page.#adopt(this.#words, this.bytes, this.#starts[i] as number);
    }
    this.count = position;
    this.#compact();
  }

  /** Copies a record from the memory of another page, or of this one before it was compacted. */
  #adopt(words: Uint32Array, bytes: Uint8Array, start: number): void {
    const slot = words[start >> 2] as number;
    const state = words[(start >> 2) + 1] as number;
    const to = this.#allocate(slot, state & CAPACITY_MASK);
    const varbind = start + RECORD_HEAD;
    copyOctets(bytes, varbind, endOfValue(bytes, varbind), this.bytes, to + RECORD_HEAD);
    this.#setTag(to, state >>> 24);
    this.#starts[this.count] = to;
    this.count += 1;
  }

  /** A record with no value, at the end of what is used; the slot is told. */
  #allocate(slot: number, capacity: number): number {
    const rounded = (capacity + 3) & ~3;
    const start = this.#used;
    const used = start + RECORD_HEAD + rounded;
    if (used > this.bytes.length) this.#grow(used + (used >> 3));
    this.#words[start >> 2] = slot;
    this.#words[(start >> 2) + 1] = rounded;
    this.#used = used;
    this.#state.pageOf[slot] = this;
    this.#state.startOf[slot] = start;
    return start;
  }

  #grow(octets: number): void {
    const words = new Uint32Array((octets + 3) >> 2);
    words.set(this.#words);
    this.#words = words;
    this.bytes = new Uint8Array(words.buffer);
  }

  /** Moves a record to where it has `needed` octets, and some more for next time. */
  #enlarge(slot: number, needed: number): number {
    const old = this.#state.startOf[slot] as number;
    const position = this.#positionOf(old);
    const tag = this.#tagOf(old);
    const start = this.#allocate(slot, needed + (needed >> 3));
    const varbind = old + RECORD_HEAD;
    copyOctets(this.bytes, varbind, this.varbindEnd(varbind), this.bytes, start + RECORD_HEAD);
    this.#setTag(old, 0);
    this.#setTag(start, tag);
    this.#starts[position] = start;
    this.#dead += RECORD_HEAD + this.#capacityOf(old);
    this.#compactIfWasted();
    return this.#state.startOf[slot] as number;
  }

  #positionOf(start: number): number {
    return this.#starts.subarray(0, this.count).indexOf(start);
  }

  #compactIfWasted(): void {
    if (this.#dead > this.#used >> 1) this.#compact();
  }

  /** Writes the records anew, in order and without gaps. A page is small: this holds nobody up. */
  #compact(): void {
    const { bytes, count } = this;
    const words = this.#words;
    const starts = this.#starts.slice(0, count);
    let octets = 0;
    for (const start of starts) octets += RECORD_HEAD + this.#capacityOf(start);
    this.#words = new Uint32Array(octets >> 2);
    this.bytes = new Uint8Array(this.#words.buffer);
    this.#used = 0;
    this.#dead = 0;
    this.count = 0;
    this.published = 0;
    this.counter64s = 0;
    for (const start of starts) this.#adopt(words, bytes, start);
  }

  #capacityOf(start: number): number {
    return (this.#words[(start >> 2) + 1] as number) & CAPACITY_MASK;
  }

  #tagOf(start: number): number {
    return (this.#words[(start >> 2) + 1] as number) >>> 24;
  }

  /** Changes a state that readers see. */
  #changeTag(start: number, tag: number): void {
    const { published, counter64s } = this;
    this.#setTag(start, tag);
    const was = published > 0;
    const wasInV1 = published > counter64s;
    if (was !== this.published > 0 || wasInV1 !== this.published > this.counter64s) {
      this.#state.readabilityChanged = true;
    }
  }

  #setTag(start: number, tag: number): void {
    const before = this.#tagOf(start);
    if (before === tag) return;
    this.published += Number(tag !== 0) - Number(before !== 0);
    this.counter64s += Number(tag === Tag.Counter64) - Number(before === Tag.Counter64);
    this.#words[(start >> 2) + 1] = ((tag << 24) | this.#capacityOf(start)) >>> 0;
  }
}
