import { contentsOf, endOfValue, PduType, Tag } from './ber.ts';
import {
  appendEncoded,
  appendHeader,
  type BerWriter,
  prependHeader,
  prependInteger,
  sizeOfHeader,
} from './ber-writer.ts';
import { InstanceReader } from './lookup.ts';
import type { Request } from './request.ts';
import { type Access, type ComputationBudget, type HandlerErrorListener, Traversal } from './traversal.ts';

/** The values of error-status that this agent answers with (RFC 3416 section 3). */
const ErrorStatus = {
  noError: 0,
  tooBig: 1,
  noSuchName: 2,
  genErr: 5,
  authorizationError: 16,
  notWritable: 17,
} as const;
type ErrorStatus = (typeof ErrorStatus)[keyof typeof ErrorStatus];

/** Octets of a Response-PDU beside its variable bindings, at most: its header, three integers, the list's. */
const PDU_OVERHEAD = 4 + (6 + 3 + 4) + 4;

/**
 * How many values are computed for one response. Computing one takes microseconds, so that no request holds up
 * the others for long; values of the index only have to be copied, and are not counted.
 */
const MAX_COMPUTATIONS = 128;

/** Performs the read operations of RFC 3416 section 4.2, and refuses to write. */
export class PduProcessor {
  readonly #budget: ComputationBudget = { left: 0 };
  readonly #instances: InstanceReader;
  readonly #onHandlerError: HandlerErrorListener;
  /** The walks of GETNEXT (the first) and of GETBULK's repeaters, kept from request to request. */
  readonly #traversals: Traversal[] = [];
  /** Where in the response each repeater's last variable binding is; 0 before its first. */
  readonly #lastVarbinds: number[] = [];
  #errorIndex = 0;

  constructor(onHandlerError: HandlerErrorListener) {
    this.#onHandlerError = onHandlerError;
    this.#instances = new InstanceReader(this.#budget, onHandlerError);
  }

  /**
   * Writes the Response-PDU to a GetRequest, GetNextRequest, GetBulkRequest or SetRequest-PDU into an empty
   * writer, at most `maxSize` octets. Without `access` the requester may not ask at all, and is told so
   * (RFC 3413 section 3.2). False where not even an error fits; there is nothing to send then.
   */
  respond(request: Request, access: Access | undefined, writer: BerWriter, maxSize: number): boolean {
    if (maxSize < PDU_OVERHEAD) return false;
    writer.limit = Math.min(writer.bytes.length, writer.start + maxSize - PDU_OVERHEAD);
    this.#errorIndex = 0;
    this.#budget.left = MAX_COMPUTATIONS;
    let status = access ? this.#process(request, access, writer) : ErrorStatus.authorizationError;
    writer.overflow = false;
    if (status !== ErrorStatus.noError) {
      writer.end = writer.start;
      // RFC 3416 section 4.2.1: an error gives the list back as received, but tooBig an empty one.
      // RFC 1157 section 4.1.2 knows no such difference.
      const givenBack = access?.isV1 || status !== ErrorStatus.tooBig;
      if (givenBack && !appendEncoded(writer, request.bytes, request.listStart, request.listEnd)) {
        if (access?.isV1) return false;
        status = this.#tooBig();
      }
    }
    prependHeader(writer, Tag.Sequence);
    prependInteger(writer, Tag.Integer, this.#errorIndex);
    prependInteger(writer, Tag.Integer, status);
    prependInteger(writer, Tag.Integer, request.requestId);
    prependHeader(writer, PduType.Response);
    return true;
  }

  #process(request: Request, access: Access, writer: BerWriter): ErrorStatus {
    switch (request.type) {
      case PduType.GetRequest:
        return this.#get(request, access, writer);
      case PduType.GetNextRequest:
        return this.#getNext(request, access, writer, request.count);
      case PduType.GetBulkRequest:
        return this.#getBulk(request, access, writer);
      default:
        return this.#set(request, access);
    }
  }

  /** RFC 3416 section 4.2.1. */
  #get(request: Request, access: Access, writer: BerWriter): ErrorStatus {
    const { bytes, names } = request;
    for (let i = 0; i < request.count; i++) {
      const start = names[2 * i] as number;
      const end = names[2 * i + 1] as number;
      const lookup = this.#instances.read(access, bytes, start, end, writer);
      if (lookup === 'appended') continue;
      if (lookup === 'full') return this.#tooBig();
      if (lookup === 'failed') return this.#error(ErrorStatus.genErr, i);
      // RFC 3584 section 4.2.2.2: SNMPv1 has noSuchName for what are exceptions in SNMPv2.
      if (access.isV1) return this.#error(ErrorStatus.noSuchName, i);
      if (!appendException(writer, Tag[lookup], bytes, start, end)) return this.#tooBig();
    }
    return ErrorStatus.noError;
  }

  /** RFC 3416 section 4.2.2, for the first `count` variable bindings. */
  #getNext(request: Request, access: Access, writer: BerWriter, count: number): ErrorStatus {
    const { bytes, names } = request;
    const traversal = this.#traversal(0);
    for (let i = 0; i < count; i++) {
      const start = names[2 * i] as number;
      const end = names[2 * i + 1] as number;
      traversal.start(access, bytes, start, end);
      const step = traversal.step(writer);
      if (step === 'appended') continue;
      if (step === 'full') return this.#tooBig();
      if (step === 'failed') return this.#error(ErrorStatus.genErr, i);
      // RFC 3584 section 4.2.2.2, again.
      if (access.isV1) return this.#error(ErrorStatus.noSuchName, i);
      if (!appendException(writer, Tag.endOfMibView, bytes, start, end)) return this.#tooBig();
    }
    return ErrorStatus.noError;
  }

  /**
   * RFC 3416 section 4.2.3: what does not fit is left out at the end. Only where nothing fits at all it is
   * tooBig: an empty list without an error would tell a manager that there is nothing.
   */
  #getBulk(request: Request, access: Access, writer: BerWriter): ErrorStatus {
    const nonRepeaters = Math.min(Math.max(request.nonRepeaters, 0), request.count);
    let status = this.#getNext(request, access, writer, nonRepeaters);
    if (status === ErrorStatus.noError) status = this.#repeat(request, access, writer, nonRepeaters);
    return status === ErrorStatus.tooBig && writer.end > writer.start ? ErrorStatus.noError : status;
  }

  /** The rows of GETBULK: the next instance of each repeater in turn, max-repetitions times. */
  #repeat(request: Request, access: Access, writer: BerWriter, nonRepeaters: number): ErrorStatus {
    const { bytes, names } = request;
    for (let row = 0; row < request.maxRepetitions; row++) {
      let ended = true;
      for (let i = nonRepeaters; i < request.count; i++) {
        const start = names[2 * i] as number;
        const end = names[2 * i + 1] as number;
        const traversal = this.#traversal(i);
        if (row === 0) {
          traversal.start(access, bytes, start, end);
          this.#lastVarbinds[i] = 0;
        }
        const varbind = writer.end;
        const step = traversal.step(writer);
        if (step === 'full') return this.#tooBig();
        if (step === 'failed') return this.#error(ErrorStatus.genErr, i);
        if (step === 'appended') {
          this.#lastVarbinds[i] = varbind;
          ended = false;
        } else if (!this.#appendEnd(writer, this.#lastVarbinds[i] as number, bytes, start, end)) {
          return this.#tooBig();
        }
      }
      // Where all of a repetition is endOfMibView, the list "may be truncated after" it.
      if (ended) break;
    }
    return ErrorStatus.noError;
  }

  /** endOfMibView under the name of the last instance the repeater came to, or else the name in the request. */
  #appendEnd(writer: BerWriter, last: number, bytes: Uint8Array, start: number, end: number): boolean {
    if (last === 0) return appendException(writer, Tag.endOfMibView, bytes, start, end);
    const name = contentsOf(writer.bytes, last);
    const nameStart = contentsOf(writer.bytes, name);
    return appendException(writer, Tag.endOfMibView, writer.bytes, nameStart, endOfValue(writer.bytes, name));
  }

  /**
   * RFC 3416 section 4.2.5 (2): there is no variable that is "able to be created or modified no matter what
   * new value is specified". In SNMPv1 that is noSuchName (RFC 3584 section 4.4).
   */
  #set(request: Request, access: Access): ErrorStatus {
    if (request.count === 0) return ErrorStatus.noError;
    return this.#error(access.isV1 ? ErrorStatus.noSuchName : ErrorStatus.notWritable, 0);
  }

  #error(status: ErrorStatus, varbind: number): ErrorStatus {
    this.#errorIndex = varbind + 1;
    return status;
  }

  #tooBig(): ErrorStatus {
    this.#errorIndex = 0;
    return ErrorStatus.tooBig;
  }

  #traversal(i: number): Traversal {
    let traversal = this.#traversals[i];
    if (!traversal) {
      traversal = new Traversal(this.#budget, this.#onHandlerError);
      this.#traversals[i] = traversal;
    }
    return traversal;
  }
}

/** Appends a variable binding whose value is an exception; false where it does not fit. */
function appendException(
  writer: BerWriter,
  exception: number,
  name: Uint8Array,
  start: number,
  end: number,
): boolean {
  const length = end - start;
  const varbind = sizeOfHeader(length) + length + 2;
  if (sizeOfHeader(varbind) + varbind > writer.limit - writer.end) return false;
  appendHeader(writer, Tag.Sequence, varbind);
  appendHeader(writer, Tag.ObjectIdentifier, length);
  appendEncoded(writer, name, start, end);
  appendHeader(writer, exception, 0);
  return true;
}
