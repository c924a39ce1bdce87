import { type ByteReader, Malformed } from './byte-reader.ts';
import type { ByteWriter } from './byte-writer.ts';
import type { StoredValue } from './store.ts';

/** How a value is written; three bits. */
export const TYPE = {
  /** A whole number, as its difference to the one before. */
  integer: 0,
  /** Any other number. */
  double: 1,
  /** A bigint, as its difference to the one before. */
  bigint: 2,
  /** A bigint far from the one before. */
  digits: 3,
  text: 4,
  yes: 5,
  no: 6,
  /** The value before, once more. */
  same: 7,
} as const;

/** What differences are taken to: the values before in the same series. */
export class Previous {
  value: StoredValue | undefined;
  integer = 0;
  bigint = 0n;
}

/** Beyond it a number is written as a double, so that differences are exact. */
const LARGEST = 2 ** 51;
const LARGEST_DIFFERENCE = BigInt(LARGEST);

/** The type that `writeBody` is to write the value as. */
export function typeOf(value: StoredValue, previous: Previous): number {
  if (previous.value !== undefined && Object.is(value, previous.value)) return TYPE.same;
  switch (typeof value) {
    case 'number':
      return isShort(value) ? TYPE.integer : TYPE.double;
    case 'bigint': {
      const difference = value - previous.bigint;
      const near = difference < LARGEST_DIFFERENCE && difference > -LARGEST_DIFFERENCE;
      return near ? TYPE.bigint : TYPE.digits;
    }
    case 'string':
      return TYPE.text;
    case 'boolean':
      return value ? TYPE.yes : TYPE.no;
  }
}

function isShort(value: number): boolean {
  return Number.isInteger(value) && Math.abs(value) < LARGEST && !Object.is(value, -0);
}

/** Writes what the type does not say of the value, and remembers it as the one before. */
export function writeBody(writer: ByteWriter, type: number, value: StoredValue, previous: Previous): void {
  previous.value = value;
  if (typeof value === 'number') {
    if (type === TYPE.double) writer.double(value);
    if (type !== TYPE.integer) return;
    writer.signed(value - previous.integer);
    previous.integer = value;
  } else if (typeof value === 'bigint') {
    if (type === TYPE.digits) writer.text(`${value}`);
    if (type === TYPE.bigint) writer.signed(Number(value - previous.bigint));
    previous.bigint = value;
  } else if (type === TYPE.text) {
    writer.text(value as string);
  }
}

/** Reads what `writeBody` wrote; throws Malformed. */
export function readBody(reader: ByteReader, type: number, previous: Previous): StoredValue {
  const value = readNext(reader, type, previous);
  previous.value = value;
  if (type === TYPE.integer) previous.integer = value as number;
  else if (typeof value === 'bigint') previous.bigint = value;
  return value;
}

function readNext(reader: ByteReader, type: number, previous: Previous): StoredValue {
  switch (type) {
    case TYPE.integer:
      return previous.integer + reader.signed();
    case TYPE.double:
      return reader.double();
    case TYPE.bigint:
      return previous.bigint + BigInt(reader.signed());
    case TYPE.digits:
      return readDigits(reader.text());
    case TYPE.text:
      return reader.text();
    case TYPE.yes:
      return true;
    case TYPE.no:
      return false;
    default:
      if (previous.value === undefined) throw new Malformed('there is no value before the first');
      return previous.value;
  }
}

function readDigits(text: string): bigint {
  if (!/^-?[0-9]+$/.test(text)) throw new Malformed('a number has no digits');
  return BigInt(text);
}
