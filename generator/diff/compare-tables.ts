import { formatDataType } from '../../model/data-type.ts';
import type { ModelIndex, ModelObject } from '../../model/model.ts';
import type { ModulePair } from './compare.ts';
import { compareRanges } from './compare-ranges.ts';
import { relativeOid } from './relative-oid.ts';

/** Compares the tables of a module; their columns are figures. */
export function compareTables(pair: ModulePair): void {
  const { before, now, renames, tell } = pair;
  for (const object of now.objects) {
    const earlier = before.objects.find(({ name }) => (renames.objects.get(name) ?? name) === object.name);
    if (earlier) compareTable(pair, earlier, object);
    else tell('OBJECT-ADDED', object.name, `The table ${object.descriptor} is new.`);
  }
  for (const { name, descriptor } of before.objects) {
    if (!renames.objects.has(name) && !now.objects.some((object) => object.name === name)) {
      tell('OBJECT-REMOVED', name, `The table ${descriptor} is gone.`);
    }
  }
}

function compareTable(pair: ModulePair, before: ModelObject, now: ModelObject): void {
  const { name } = now;
  const { tell } = pair;
  if (before.name !== name) tell('OBJECT-RENAMED', name, `The object ${before.name} is called ${name} now.`);
  if (relativeOid(pair.before, before.entryOid) !== relativeOid(pair.now, now.entryOid)) {
    tell('OID-MOVED', name, `The table moved from ${before.entryOid} to ${now.entryOid}.`);
  }
  if (before.descriptor !== now.descriptor && pair.before.prefix === pair.now.prefix) {
    tell('DESCRIPTOR-CHANGED', name, `${before.descriptor} is ${now.descriptor} now.`);
  }
  if (before.description !== now.description) tell('TEXT-CHANGED', name, 'The description changed.');
  const [was, is] = [before.index.map(shapeOf).join(', '), now.index.map(shapeOf).join(', ')];
  if (was !== is) {
    tell('INDEX-CHANGED', name, `The index was ${was} and is ${is}.`);
    return;
  }
  now.index.forEach((part, at) => {
    const earlier = before.index[at] as ModelIndex;
    compareRanges(pair, name, `The range of ${part.name}`, earlier.syntax, part.syntax);
    if (earlier.descriptor !== part.descriptor && pair.before.prefix === pair.now.prefix) {
      tell('DESCRIPTOR-CHANGED', name, `${earlier.descriptor} is ${part.descriptor} now.`);
    }
    if (earlier.description !== part.description) {
      tell('TEXT-CHANGED', name, `The description of ${part.name} changed.`);
    }
  });
}

/** What decides how an index is written in an OID: a text of one length has no octet that says how long it is. */
function shapeOf({ name, dataType, syntax: { base, min, max } }: ModelIndex): string {
  const kind = dataType.kind === 'string' ? 'string' : formatDataType(dataType);
  const fixed = base === 'OCTET STRING' && min === max ? ` of ${max} octets` : '';
  return `${name} (${kind}${fixed})`;
}
