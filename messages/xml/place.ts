/** Where an offset in a document's text is: `line:column`, both from 1, columns in UTF-16 units. */
export function placeOf(text: string, offset: number): string {
  let line = 1;
  let start = 0;
  for (let at = text.indexOf('\n'); at >= 0 && at < offset; at = text.indexOf('\n', start)) {
    line++;
    start = at + 1;
  }
  return `${line}:${offset - start + 1}`;
}

const ATTRIBUTE = /\s+([^\s=]+)\s*=\s*(?:"[^"]*"|'[^']*')/gy;

/** Where an attribute of the well-formed start tag at `offset` is; without such an attribute, the tag's own offset. */
export function attributeOffset(text: string, offset: number, name: string): number {
  ATTRIBUTE.lastIndex = offset + text.slice(offset).search(/[\s/>]/);
  for (let found = ATTRIBUTE.exec(text); found; found = ATTRIBUTE.exec(text)) {
    if (found[1] === name) return found.index + found[0].search(/\S/);
  }
  return offset;
}
