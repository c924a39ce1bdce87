import { Tag } from './ber.ts';
import { appendEncoded, type BerWriter } from './ber-writer.ts';
import type { ComputedSubtree, Oid, Varbind } from './mib-view.ts';
import { compareOids, decodeOid, formatOid, isInSubtree } from './oid.ts';
import type { Segment } from './segments.ts';
import type { IndexCursor } from './value-index.ts';
import { appendVarbind } from './varbind.ts';
import { isBefore, type View } from './view.ts';

/** Who asks: what he sees, and whether in SNMPv1, which has no Counter64 (RFC 3584 section 4.2.2.1). */
export interface Access {
  readonly view: View;
  readonly isV1: boolean;
}

/** Told of an exception in a computed subtree, which the manager sees as genErr. */
export type HandlerErrorListener = (subtree: ComputedSubtree, error: unknown) => void;

/** How often computed subtrees may still be asked for one response; where that is over, it is full. */
export interface ComputationBudget {
  left: number;
}

/** What one step came to; `full` and `failed`: nothing was appended. */
export type Step = 'appended' | 'endOfMibView' | 'full' | 'failed';

/**
 * A walk in lexicographic order over what a view shows, one search at its start and then from instance to
 * instance. GETNEXT takes one step, a repeater of GETBULK many. It is used within one request only.
 */
export class Traversal {
  readonly #budget: ComputationBudget;
  readonly #onHandlerError: HandlerErrorListener;
  #access!: Access;
  #segment = 0;
  /** In the index: where the walk is, and the position in this page where it has to leave the segment. */
  readonly #cursor: IndexCursor = { ordinal: 0, page: undefined, position: 0 };
  #stop = 0;
  /** In a computed subtree: the last OID, and whether that may itself be the next instance. */
  #oid: Oid = [];
  #included = false;

  constructor(budget: ComputationBudget, onHandlerError: HandlerErrorListener) {
    this.#budget = budget;
    this.#onHandlerError = onHandlerError;
  }

  /** Starts after the OID encoded in `bytes[start, end)`. */
  start(access: Access, bytes: Uint8Array, start: number, end: number): void {
    this.#access = access;
    this.#segment = access.view.segmentFrom(bytes, start, end);
    const segment = access.view.segments[this.#segment];
    if (!segment) return;
    if (isBefore(bytes, start, end, segment.start)) this.#enterSegment(segment);
    else if (segment.subtree) {
      this.#oid = decodeOid(bytes, start, end);
      this.#included = false;
    } else this.#enterIndex(segment, bytes, start, end, true);
  }

  /** Appends the next variable binding. */
  step(writer: BerWriter): Step {
    const { segments } = this.#access.view;
    for (;;) {
      const segment = segments[this.#segment];
      if (!segment) return 'endOfMibView';
      const step = segment.subtree
        ? this.#stepInSubtree(segment, segment.subtree, writer)
        : this.#stepInIndex(segment, writer);
      if (step !== 'endOfMibView') return step;
      this.#segment += 1;
      const next = segments[this.#segment];
      if (next) this.#enterSegment(next);
    }
  }

  #enterSegment(segment: Segment): void {
    if (segment.subtree) {
      this.#oid = segment.startOid;
      this.#included = true;
    } else this.#enterIndex(segment, segment.start, 0, segment.start.length, false);
  }

  #enterIndex(segment: Segment, key: Uint8Array, start: number, end: number, after: boolean): void {
    this.#access.view.index.seek(this.#cursor, key, start, end, after);
    this.#findStop(segment);
  }

  /** Looks once a page, not once an instance, where the segment ends. */
  #findStop(segment: Segment): void {
    const { page } = this.#cursor;
    if (!page) return;
    const { end } = segment;
    const ends = page.compareAt(page.count - 1, end, 0, end.length) >= 0;
    this.#stop = ends ? page.lowerBound(end, 0, end.length) : page.count;
  }

  #stepInIndex(segment: Segment, writer: BerWriter): Step {
    const { view, isV1 } = this.#access;
    const cursor = this.#cursor;
    while (cursor.page) {
      const { page } = cursor;
      const readable = page.published - (isV1 ? page.counter64s : 0);
      for (; readable > 0 && cursor.position < this.#stop; cursor.position++) {
        const tag = page.tagAt(cursor.position);
        if (tag === 0 || (tag === Tag.Counter64 && isV1)) continue;
        const varbind = page.varbindAt(cursor.position);
        if (!appendEncoded(writer, page.bytes, varbind, page.varbindEnd(varbind))) return 'full';
        cursor.position += 1;
        return 'appended';
      }
      if (this.#stop < page.count) return 'endOfMibView';
      view.index.nextPage(cursor, isV1);
      this.#findStop(segment);
    }
    return 'endOfMibView';
  }

  #stepInSubtree(segment: Segment, subtree: ComputedSubtree, writer: BerWriter): Step {
    if (this.#budget.left === 0) return 'full';
    this.#budget.left -= 1;
    try {
      const found = this.#nextComputed(subtree);
      if (!found || compareOids(found.oid, segment.endOid) >= 0) return 'endOfMibView';
      appendVarbind(writer, found.oid, found.value);
      if (writer.overflow) return 'full';
      this.#oid = found.oid;
      this.#included = false;
      return 'appended';
    } catch (error) {
      this.#onHandlerError(subtree, error);
      return 'failed';
    }
  }

  #nextComputed(subtree: ComputedSubtree): Varbind | undefined {
    const { isV1 } = this.#access;
    if (this.#included) {
      const value = subtree.get(this.#oid);
      if (value && (!isV1 || value.type !== 'Counter64')) return { oid: this.#oid, value };
    }
    let oid = this.#oid;
    for (;;) {
      const found = subtree.next(oid);
      if (!found) return undefined;
      // A walk that does not go forward would never end.
      if (compareOids(found.oid, oid) <= 0 || !isInSubtree(found.oid, subtree.root)) {
        throw new Error(`the instance after ${formatOid(oid)} can't be ${formatOid(found.oid)}`);
      }
      if (!isV1 || found.value.type !== 'Counter64') return found;
      oid = found.oid;
    }
  }
}
