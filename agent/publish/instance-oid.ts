import type { ModelFigure, ModelObject } from '../../model/model.ts';
import type { Index } from '../kpi/row-key.ts';
import type { Oid } from '../snmp/mib-view.ts';

/** A dotted OID as sub-identifiers. */
export function parseOid(dotted: string): number[] {
  return dotted.split('.').map(Number);
}

/** The instance of a figure: `.0` of a scalar, the row's index of a column (RFC 2578 section 7.7). */
export function instanceOid(figure: ModelFigure, object: ModelObject | undefined, index: Index): Oid {
  const oid = parseOid(figure.oid);
  if (!object) return [...oid, 0];
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
