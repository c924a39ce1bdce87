import type { ModelObject } from '../../model/model.ts';
import type { Index } from '../kpi/row-key.ts';
import type { Oid } from '../snmp/mib-view.ts';

/** A dotted OID as sub-identifiers. */
export function parseOid(dotted: string): number[] {
  return dotted.split('.').map(Number);
}

/** The instance of an object: `.0` of a scalar, the row's index of a column (RFC 2578 section 7.7). */
export function instanceOid(objectType: Oid, object: ModelObject | undefined, index: Index): Oid {
  if (!object) return [...objectType, 0];
  const oid = [...objectType];
  object.index.forEach(({ syntax }, position) => {
    const value = index[position] as string | number;
    if (syntax.base === 'OCTET STRING') {
      const octets = Buffer.from(String(value), 'utf8');
      const fixed = syntax.min === syntax.max;
      oid.push(...(fixed ? [] : [octets.length]), ...octets);
    } else {
      oid.push(Number(value));
    }
  });
  return oid;
}
