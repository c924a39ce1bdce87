/** Stored octets that none of ours wrote, or that changed since. */
export class Malformed extends Error {}

/** Reads what a ByteWriter wrote. Every octet is checked to be there: throws Malformed, and nothing else. */
export class ByteReader {
  readonly #octets: Uint8Array;
  #position = 0;

  constructor(octets: Uint8Array) {
    this.#octets = octets;
  }

  get done(): boolean {
    return this.#position >= this.#octets.length;
  }

  octet(): number {
    const octet = this.#octets[this.#position++];
    if (octet === undefined) throw new Malformed('it ends too early');
    return octet;
  }

  varint(): number {
    let value = 0;
    for (let scale = 1; scale <= 2 ** 49; scale *= 0x80) {
      const octet = this.octet();
      value += (octet & 0x7f) * scale;
      if (octet < 0x80) return value;
    }
    throw new Malformed('a number is too long');
  }

  signed(): number {
    const value = this.varint();
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
  }

  double(): number {
    const { buffer, byteOffset } = this.octets(8);
    return new DataView(buffer, byteOffset).getFloat64(0);
  }

  skip(count: number): void {
    this.#position += count;
    if (this.#position > this.#octets.length) throw new Malformed('it ends too early');
  }

  /** A view of so many octets; nothing is copied. */
  octets(count: number): Uint8Array {
    this.skip(count);
    return this.#octets.subarray(this.#position - count, this.#position);
  }

  text(): string {
    const length = this.varint();
    const { buffer, byteOffset, length: size } = this.octets(Math.floor(length / 2));
    return Buffer.from(buffer, byteOffset, size).toString(length % 2 === 1 ? 'utf16le' : 'utf8');
  }
}
