import { createWriter, resetWriter } from './ber-writer.ts';
import { IndexPage, type IndexState, PAGE_INSTANCES } from './index-page.ts';
import type { Oid, SmiValue } from './mib-view.ts';
import { ObjectTypes } from './object-types.ts';
import { encodeOid, formatOid } from './oid.ts';
import { appendValue } from './varbind.ts';

/** A handle on one instance, good until it is closed. */
export type Slot = number;

/** A place in the index: an instance, or the end of a page; `page` is undefined after the last one. */
export interface IndexCursor {
  ordinal: number;
  page: IndexPage | undefined;
  position: number;
}

/**
 * All published instances in lexicographic order, each encoded once, when it is published, as the variable
 * binding that responses copy. Instances that have no value are there for `publish`, but not for readers.
 *
 * The order is kept in pages of up to 256 instances, each with its records in one piece of memory: adding,
 * removing and compacting touch one page, never the whole, and a walk reads memory in order however the
 * instances were opened.
 */
export class ValueIndex {
  /** The OBJECT-TYPEs declared. */
  readonly objectTypes = new ObjectTypes();
  readonly #state: IndexState = { pageOf: [], startOf: new Uint32Array(1024), readabilityChanged: true };
  readonly #freeSlots: Slot[] = [];
  /** In order, none empty. */
  readonly #pages: IndexPage[] = [];
  /**
   * For each page, the first one from it on that has something to read; a page more, for the end. However
   * many pages have nothing (a source is down, or SNMPv1 meets a table of Counter64s), one look finds it.
   */
  #readable = new Uint32Array();
  #readableInV1 = new Uint32Array();
  readonly #value = createWriter(0, 66_000);

  /** Makes known an OBJECT-TYPE, which then exists even without instances. */
  declare(object: Oid): void {
    this.objectTypes.add(object);
  }

  /**
   * Adds an instance. Until it is published a GET gives noSuchInstance (if its object is declared) and
   * traversal passes it by. Throws a RangeError for no OID, an Error for an instance that is open already.
   */
  open(oid: Oid): Slot {
    const name = encodeOid(oid);
    const ordinal = Math.max(0, this.#lastPageNotAfter(name, 0, name.length));
    const page = this.#pages[ordinal] ?? this.#addPage(0);
    const position = page.lowerBound(name, 0, name.length);
    if (position < page.count && page.compareAt(position, name, 0, name.length) === 0) {
      throw new Error(`the instance ${formatOid(oid)} is open already`);
    }
    const slot = this.#freeSlots.pop() ?? this.#newSlot();
    if (page.count < PAGE_INSTANCES) page.insert(position, slot, name);
    else this.#insertBeside(ordinal, position, slot, name);
    return slot;
  }

  /** Gives an instance its value. Throws a RangeError, and keeps the old one, for what its type can't hold. */
  publish(slot: Slot, value: SmiValue): void {
    const page = this.#pageOf(slot);
    const encoded = this.#value;
    resetWriter(encoded, 0);
    appendValue(encoded, value);
    page.replaceValue(slot, encoded.bytes, encoded.end);
  }

  /** Takes an instance's value away: it is as if just opened. */
  withdraw(slot: Slot): void {
    this.#pageOf(slot).withdrawValue(slot);
  }

  /** Removes an instance. Its slot may be given to another. */
  close(slot: Slot): void {
    const page = this.#pageOf(slot);
    const ordinal = this.#lastPageNotAfter(page.bytes, page.nameStart(0), page.nameEnd(0));
    page.remove(slot);
    this.#state.pageOf[slot] = undefined;
    this.#freeSlots.push(slot);
    if (page.count === 0) this.#removePage(ordinal);
    else if (!this.#joinNext(ordinal)) this.#joinNext(ordinal - 1);
  }

  /**
   * Puts the cursor on the first instance, with or without a value, that is not before the OID encoded in
   * `key[start, end)`; with `after`, that is after it. Where that begins a page, at the end of the one before.
   */
  seek(cursor: IndexCursor, key: Uint8Array, start: number, end: number, after: boolean): void {
    const ordinal = Math.max(0, this.#lastPageNotAfter(key, start, end));
    const page = this.#pages[ordinal];
    let position = page?.lowerBound(key, start, end) ?? 0;
    if (after && page && position < page.count && page.compareAt(position, key, start, end) === 0) {
      position += 1;
    }
    cursor.ordinal = ordinal;
    cursor.page = page;
    cursor.position = position;
  }

  /** Puts the cursor on the instance of the OID encoded in `key[start, end)`; false where it is not open. */
  find(cursor: IndexCursor, key: Uint8Array, start: number, end: number): boolean {
    this.seek(cursor, key, start, end, false);
    const { page, position } = cursor;
    return page !== undefined && position < page.count && page.compareAt(position, key, start, end) === 0;
  }

  /** Puts the cursor at the start of the next page that has something to read. */
  nextPage(cursor: IndexCursor, isV1: boolean): void {
    if (this.#state.readabilityChanged) this.#findReadable();
    const readable = isV1 ? this.#readableInV1 : this.#readable;
    cursor.ordinal = readable[cursor.ordinal + 1] ?? this.#pages.length;
    cursor.page = this.#pages[cursor.ordinal];
    cursor.position = 0;
  }

  #findReadable(): void {
    const { length } = this.#pages;
    if (this.#readable.length <= length) {
      this.#readable = new Uint32Array(length * 2);
      this.#readableInV1 = new Uint32Array(length * 2);
    }
    let next = length;
    let nextInV1 = length;
    this.#readable[length] = next;
    this.#readableInV1[length] = nextInV1;
    for (let i = length - 1; i >= 0; i--) {
      const { published, counter64s } = this.#pages[i] as IndexPage;
      if (published > 0) next = i;
      if (published > counter64s) nextInV1 = i;
      this.#readable[i] = next;
      this.#readableInV1[i] = nextInV1;
    }
    this.#state.readabilityChanged = false;
  }

  #pageOf(slot: Slot): IndexPage {
    const page = this.#state.pageOf[slot];
    if (!page) throw new Error(`slot ${slot} is not open`);
    return page;
  }

  #newSlot(): Slot {
    const state = this.#state;
    const slot = state.pageOf.length;
    state.pageOf.push(undefined);
    if (slot === state.startOf.length) {
      const larger = new Uint32Array(slot * 2);
      larger.set(state.startOf);
      state.startOf = larger;
    }
    return slot;
  }

  /** The last page whose first OID is not after the key: the only one that can hold it. −1: none is. */
  #lastPageNotAfter(key: Uint8Array, start: number, end: number): number {
    let low = 0;
    let high = this.#pages.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#pages[middle] as IndexPage).compareAt(0, key, start, end) > 0) high = middle;
      else low = middle + 1;
    }
    return low - 1;
  }

  #addPage(ordinal: number): IndexPage {
    const page = new IndexPage(this.#state);
    this.#pages.splice(ordinal, 0, page);
    this.#state.readabilityChanged = true;
    return page;
  }

  #removePage(ordinal: number): void {
    this.#pages.splice(ordinal, 1);
    this.#state.readabilityChanged = true;
  }

  /** Inserts where the page is full. What comes at its end starts a new one, so ascending OIDs fill pages. */
  #insertBeside(ordinal: number, position: number, slot: Slot, name: Uint8Array): void {
    const left = this.#pages[ordinal] as IndexPage;
    const right = this.#addPage(ordinal + 1);
    const kept = position === left.count ? position : left.count >> 1;
    if (kept < left.count) left.moveTo(right, kept);
    if (position < kept) left.insert(position, slot, name);
    else right.insert(position - kept, slot, name);
  }

  /** Makes one page of two neighbours that are mostly empty. */
  #joinNext(ordinal: number): boolean {
    const page = this.#pages[ordinal];
    const next = this.#pages[ordinal + 1];
    if (!page || !next || page.count + next.count > PAGE_INSTANCES / 2) return false;
    next.moveTo(page, 0);
    this.#removePage(ordinal + 1);
    return true;
  }
}
