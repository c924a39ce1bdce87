import { expect } from 'chai';
import { ObjectTypes } from '../../../agent/snmp/object-types.ts';
import { decodeOid, encodeOid, formatOid } from '../../../agent/snmp/oid.ts';

const objectOf = (types: ObjectTypes, oid: readonly number[]) => {
  const encoded = encodeOid(oid);
  const object = types.objectOf(encoded, 0, encoded.length);
  return object && formatOid(decodeOid(object));
};

describe('object types', () => {
  it('are found at the first question, however they came and however often', () => {
    for (const asked of [1, 2, 3, 4]) {
      const types = new ObjectTypes();
      for (const arc of [3, 1, 4, 1, 2, 3, 1]) types.add([1, 3, 6, arc]);
      expect(objectOf(types, [1, 3, 6, asked, 0])).to.equal(`1.3.6.${asked}`);
    }
  });

  it('that were not made known are none', () => {
    const types = new ObjectTypes();
    expect(objectOf(types, [1, 3, 6, 1, 0])).to.equal(undefined);
    types.add([1, 3, 6, 2]);
    expect(objectOf(types, [1, 3, 6, 1, 0])).to.equal(undefined);
    expect(objectOf(types, [1, 3, 6, 3])).to.equal(undefined);
  });

  it('can be made known after the first question', () => {
    const types = new ObjectTypes();
    types.add([1, 3, 6, 2]);
    expect(objectOf(types, [1, 3, 6, 1, 0])).to.equal(undefined);
    types.add([1, 3, 6, 1]);
    expect(objectOf(types, [1, 3, 6, 1, 0])).to.equal('1.3.6.1');
  });
});
