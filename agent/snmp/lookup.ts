import { Tag } from './ber.ts';
import { appendEncoded, type BerWriter } from './ber-writer.ts';
import type { ComputedSubtree } from './mib-view.ts';
import { decodeOid } from './oid.ts';
import type { Access, ComputationBudget, HandlerErrorListener } from './traversal.ts';
import type { IndexCursor } from './value-index.ts';
import { appendVarbind } from './varbind.ts';

/** What a look at one instance came to; nothing was appended unless it is `appended`. */
export type Lookup = 'appended' | 'noSuchObject' | 'noSuchInstance' | 'full' | 'failed';

/** Reads instances by their exact names, as GET does. */
export class InstanceReader {
  readonly #budget: ComputationBudget;
  readonly #onHandlerError: HandlerErrorListener;
  readonly #cursor: IndexCursor = { ordinal: 0, page: undefined, position: 0 };

  constructor(budget: ComputationBudget, onHandlerError: HandlerErrorListener) {
    this.#budget = budget;
    this.#onHandlerError = onHandlerError;
  }

  /** Appends the variable binding of the OID encoded in `bytes[start, end)`. */
  read(access: Access, bytes: Uint8Array, start: number, end: number, writer: BerWriter): Lookup {
    const segment = access.view.segmentOf(bytes, start, end);
    const found =
      segment &&
      (segment.subtree
        ? this.#compute(segment.subtree, access, bytes, start, end, writer)
        : this.#copy(access, bytes, start, end, writer));
    if (found) return found;
    return access.view.showsObjectOf(bytes, start, end) ? 'noSuchInstance' : 'noSuchObject';
  }

  #copy(
    access: Access,
    bytes: Uint8Array,
    start: number,
    end: number,
    writer: BerWriter,
  ): Lookup | undefined {
    const cursor = this.#cursor;
    if (!access.view.index.find(cursor, bytes, start, end) || !cursor.page) return undefined;
    const tag = cursor.page.tagAt(cursor.position);
    if (tag === 0 || (tag === Tag.Counter64 && access.isV1)) return undefined;
    const varbind = cursor.page.varbindAt(cursor.position);
    const copied = appendEncoded(writer, cursor.page.bytes, varbind, cursor.page.varbindEnd(varbind));
    return copied ? 'appended' : 'full';
  }

  #compute(
    subtree: ComputedSubtree,
    access: Access,
    bytes: Uint8Array,
    start: number,
    end: number,
    writer: BerWriter,
  ): Lookup | undefined {
    if (this.#budget.left === 0) return 'full';
    this.#budget.left -= 1;
    try {
      const oid = decodeOid(bytes, start, end);
      const value = subtree.get(oid);
      if (!value || (value.type === 'Counter64' && access.isV1)) return undefined;
      appendVarbind(writer, oid, value);
      return writer.overflow ? 'full' : 'appended';
    } catch (error) {
      this.#onHandlerError(subtree, error);
      return 'failed';
    }
  }
}
