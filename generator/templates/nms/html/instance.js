/**
 * The arcs of a row's index (RFC 2578 section 7.7), as text: `north` → `5.110.111.114.116.104`. Undefined where
 * a value is none that the index can have.
 */
export function encodeIndex(index, values) {
  const parts = index.map((part, at) => encodePart(part, values[at] ?? ''));
  return parts.includes(undefined) ? undefined : parts.filter((part) => part !== '').join('.');
}

function encodePart({ kind, min, max, isImplied }, value) {
  if (kind === 'number') {
    return /^\d{1,10}$/.test(value) && Number(value) >= min && Number(value) <= max
      ? String(Number(value))
      : undefined;
  }
  const octets = [...new TextEncoder().encode(value)];
  if (octets.length < min || octets.length > max) return undefined;
  return (min === max || isImplied ? octets : [octets.length, ...octets]).join('.');
}

/** The values that arcs stand for; undefined where they are no whole index. */
export function decodeIndex(index, rest) {
  const arcs = rest === '' ? [] : rest.split('.').map(Number);
  const values = [];
  for (const { kind, min, max, isImplied } of index) {
    if (kind === 'number') {
      values.push(String(arcs.shift() ?? ''));
      continue;
    }
    const length = isImplied ? arcs.length : min === max ? min : (arcs.shift() ?? Number.NaN);
    const octets = arcs.splice(0, length);
    if (octets.length !== length || octets.some((octet) => octet > 255)) return undefined;
    values.push(new TextDecoder().decode(Uint8Array.from(octets)));
  }
  return arcs.length === 0 && encodeIndex(index, values) === rest ? values : undefined;
}
