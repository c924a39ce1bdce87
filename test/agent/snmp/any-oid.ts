import fc from 'fast-check';

/** Sub-identifiers on both sides of each change of encoded length, and anything. */
const subIdentifier = fc.oneof(
  fc.integer({ min: 0, max: 3 }),
  fc.constantFrom(127, 128, 16383, 16384, 2097151, 2097152, 268435455, 268435456, 4294967295),
  fc.integer({ min: 0, max: 0xffffffff }),
);
/** What may follow an OID. */
export const anyTail = fc.array(subIdentifier, { maxLength: 6 });
export const anyOid = fc
  .oneof(
    fc.tuple(fc.integer({ min: 0, max: 1 }), fc.integer({ min: 0, max: 39 }), anyTail),
    fc.tuple(fc.constant(2), subIdentifier, anyTail),
  )
  .map(([first, second, rest]) => [first, second, ...rest]);
