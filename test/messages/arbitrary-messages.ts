import fc from 'fast-check';
import type { Kpi1Message } from '../../messages/message.ts';

/** Text that XML can hold, rich in what has to be escaped. */
const sendableText = fc.string({
  unit: fc.oneof(
    fc.constantFrom(...'<>&"\'\t\n\r ;\u00a0\u2028\ufffd😀', ']]>', '&amp;'),
    fc.string({ maxLength: 3 }),
  ),
  maxLength: 12,
});

const AROUND = /^[ \t\r\n]+|[ \t\r\n]+$/g;
const identifierOf = (text: fc.Arbitrary<string>) =>
  text.map((drawn) => drawn.replace(AROUND, '')).filter((trimmed) => trimmed !== '');

/** Times that xs:dateTime has, now and then the last ones. */
const time = fc.oneof(
  fc.integer({ min: 0, max: 2e12 }),
  fc.integer({ min: 253402300000000, max: 253402300799998 }),
);

/** Messages of all kinds, their texts drawn from `text`. */
export function messagesOf(text: fc.Arbitrary<string>): fc.Arbitrary<Kpi1Message> {
  const identifier = identifierOf(text);
  const many = <T>(one: fc.Arbitrary<T>) => fc.array(one, { minLength: 1, maxLength: 4 });
  const item = fc.record(
    { name: identifier, value: text, description: text },
    { requiredKeys: ['name', 'value'] },
  );
  const measurements = many(fc.record({ identifier, items: many(item) }));
  const info = fc.record({ identifier, items: many(item) });
  const identifiers = many(identifier);
  const unknown = fc.array(identifier, { maxLength: 3 });
  const kind = <K extends Kpi1Message['kind']>(name: K) => fc.constant(name);
  const range = fc
    .tuple(time, fc.integer({ min: 1, max: 1e9 }))
    .map(([begin, length]) => ({ begin, end: Math.min(begin + length, 253402300799999) }));
  return fc.oneof(
    fc.record({ kind: kind('InstancePMReport'), instanceId: identifier, measurements }),
    fc.record({ kind: kind('OEConfigurationCmd'), oeId: identifier, info }),
    fc.record({ kind: kind('OEConfigQueryRequest'), oeId: identifier, identifiers }),
    fc.record({ kind: kind('OEConfigQueryResponse'), instanceId: identifier, infos: many(info), unknown }),
    fc.record(
      { kind: kind('OEPMQueryRequest'), oeId: identifier, identifiers, range },
      { requiredKeys: ['kind', 'oeId', 'identifiers'] },
    ),
    fc.record({ kind: kind('OEPMQueryResponse'), instanceId: identifier, measurements, unknown }),
    fc.record({
      kind: kind('OEPMCollectionCmd'),
      oeId: identifier,
      configInfoIdentifier: identifier,
      identifiers,
    }),
    fc.record({
      kind: kind('KPI1Error'),
      status: fc.integer({ min: 400, max: 599 }),
      problems: many(fc.record({ place: text, message: identifier })),
    }),
  );
}

/** Messages that come out as they went in. */
export const sendableMessages = messagesOf(sendableText);

/** Any UTF-16 units at all: control characters, halves of surrogate pairs. */
export const messagesOfAnyUnits = messagesOf(
  fc
    .array(fc.oneof(fc.integer({ min: 0, max: 0x80 }), fc.integer({ min: 0xd7f0, max: 0xffff })), {
      maxLength: 8,
    })
    .map((units) => String.fromCharCode(...units)),
);
