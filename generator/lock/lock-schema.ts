import { TYPE_PATTERN } from '../mib/syntax.ts';
import { MAX_ARC, OID_PATTERN } from './lock.ts';

const object = (properties: Record<string, unknown>, optional: readonly string[] = []) => ({
  type: 'object',
  additionalProperties: false,
  properties,
  required: Object.keys(properties).filter((name) => !optional.includes(name)),
});
const entriesOf = (entry: object) => ({ type: 'object', additionalProperties: entry });

const ARC = { type: 'integer', minimum: 1, maximum: MAX_ARC };
const DESCRIPTOR = {
  type: 'string',
  pattern: '^[a-z][A-Za-z0-9]{0,63}$',
  'x-form': 'a descriptor: a small letter, then letters and digits',
};
const SYNTAX = {
  type: 'string',
  pattern: TYPE_PATTERN,
  'x-form': 'a type such as Counter64, Real2 (0..10000) or Utf8 (SIZE (1..32))',
};
const OID = {
  type: 'string',
  pattern: OID_PATTERN,
  'x-form': 'an OID below an enterprise number, such as 1.3.6.1.4.1.32473.1.1',
};
const STATUS = { enum: ['obsolete'] };

const INDEX = object({ name: { type: 'string' }, column: ARC, descriptor: DESCRIPTOR, syntax: SYNTAX }, [
  'column',
]);
const OBJECT = object(
  {
    arc: ARC,
    oid: OID,
    lastColumn: ARC,
    descriptor: DESCRIPTOR,
    index: { type: 'array', minItems: 1, items: INDEX },
    status: STATUS,
  },
  ['oid', 'lastColumn', 'status'],
);
const FIGURE = object(
  {
    arc: ARC,
    oid: OID,
    per: { type: 'string' },
    column: ARC,
    descriptor: DESCRIPTOR,
    syntax: SYNTAX,
    unit: { type: 'string' },
    status: STATUS,
  },
  ['oid', 'per', 'column', 'status'],
);
const MODULE = object(
  {
    arc: { ...ARC, minimum: 2 },
    prefix: DESCRIPTOR,
    status: STATUS,
    objects: entriesOf(OBJECT),
    measurements: entriesOf(FIGURE),
    kpis: entriesOf(FIGURE),
  },
  ['status', 'objects', 'measurements', 'kpis'],
);

/** JSON Schema (2020-12) of oid.lock.yaml; of which version it is has been checked before. */
export const LOCK_SCHEMA = object(
  {
    version: { type: 'integer' },
    enterprise: { type: 'integer', minimum: 0, maximum: 4294967295 },
    arc: ARC,
    modules: entriesOf(MODULE),
  },
  ['arc'],
);
