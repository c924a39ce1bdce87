/** One of the XML documents that a file is made of, or what is left of one. */
export interface AppendedDocument {
  /** Where it begins, in octets. */
  readonly offset: number;
  readonly bytes: Uint8Array;
  /** Not the whole of a document: the connection was cut, or the rest is still on its way. */
  readonly isTorn: boolean;
}

/** No other place of a well-formed document has these (XML 1.0, productions 17 and 23). */
const DECLARATION = Buffer.from('<?xml ');
const BEGINNING = /^<\?xml\s[^>]*\?>\s*<([^\s/>!?]+)[\s/>]/;
const BEGINNING_LENGTH = 1024;

/**
 * Takes a file apart into the documents that were appended to it, in their order. Each begins with an XML
 * declaration, in UTF-8, and ends with the end tag of its root element: what does not is torn. Whether a
 * document is well-formed otherwise is for its decoder to tell. The documents are views of the given octets.
 */
export function splitDocuments(bytes: Uint8Array): AppendedDocument[] {
  const octets = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const starts = [0];
  for (let at = octets.indexOf(DECLARATION, 1); at > 0; at = octets.indexOf(DECLARATION, at + 1))
    starts.push(at);
  return starts.flatMap((offset, i) => splitPiece(octets.subarray(offset, starts[i + 1]), offset));
}

/** What begins with a declaration: a document, and behind it perhaps the torn declaration of another one. */
function splitPiece(piece: Buffer, offset: number): AppendedDocument[] {
  const end = endOfRoot(piece);
  const rest = piece.subarray(end);
  const torn = isBlank(rest) ? [] : [{ offset: offset + end, bytes: rest, isTorn: true }];
  if (end === 0) return torn;
  return [{ offset, bytes: torn.length === 0 ? piece : piece.subarray(0, end), isTorn: false }, ...torn];
}

/** Behind the end tag of the root element; 0 where there is none. */
function endOfRoot(piece: Buffer): number {
  const root = BEGINNING.exec(piece.toString('utf8', 0, BEGINNING_LENGTH))?.[1];
  if (root === undefined) return 0;
  const tag = `</${root}>`;
  const at = piece.lastIndexOf(tag);
  return at < 0 ? 0 : at + Buffer.byteLength(tag);
}

/** Line breaks that somebody put before the first document, or after the last, are no document. */
function isBlank(piece: Buffer): boolean {
  return piece.every((octet) => octet === 0x0a || octet === 0x0d || octet === 0x20 || octet === 0x09);
}
