const LONE_SURROGATE = /\p{Surrogate}/u;

/** Octets that are appended one after the other. */
export class ByteWriter {
  #octets: Uint8Array;
  #view: DataView;
  #length = 0;

  constructor(capacity = 256) {
    this.#octets = new Uint8Array(capacity);
    this.#view = new DataView(this.#octets.buffer);
  }

  get length(): number {
    return this.#length;
  }

  /** What was written; it changes no more, whatever is written later. */
  finish(): Uint8Array {
    return this.#octets.slice(0, this.#length);
  }

  octet(value: number): void {
    this.#reserve(1);
    this.#octets[this.#length++] = value;
  }

  /** A whole number from 0 to 2^53, seven bits an octet, the low ones first. */
  varint(value: number): void {
    this.#reserve(8);
    let rest = value;
    while (rest >= 0x80) {
      this.#octets[this.#length++] = (rest % 0x80) | 0x80;
      rest = rest < 2 ** 31 ? rest >>> 7 : Math.floor(rest / 0x80);
    }
    this.#octets[this.#length++] = rest;
  }

  /** A whole number beyond −2^52 and below 2^52: small ones of either sign are short. */
  signed(value: number): void {
    this.varint(value < 0 ? -2 * value - 1 : 2 * value);
  }

  double(value: number): void {
    this.#reserve(8);
    this.#view.setFloat64(this.#length, value);
    this.#length += 8;
  }

  octets(value: Uint8Array): void {
    this.#reserve(value.length);
    this.#octets.set(value, this.#length);
    this.#length += value.length;
  }

  /** UTF-8; UTF-16 where a lone surrogate has no UTF-8. The lowest bit of its length says which. */
  text(value: string): void {
    const utf16 = LONE_SURROGATE.test(value);
    const octets = Buffer.from(value, utf16 ? 'utf16le' : 'utf8');
    this.varint(2 * octets.length + (utf16 ? 1 : 0));
    this.octets(octets);
  }

  #reserve(more: number): void {
    if (this.#length + more <= this.#octets.length) return;
    const octets = new Uint8Array(Math.max(2 * this.#octets.length, this.#length + more));
    octets.set(this.#octets);
    this.#octets = octets;
    this.#view = new DataView(octets.buffer);
  }
}
