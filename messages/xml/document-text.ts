import { isUtf8 } from 'node:buffer';

/** The text of an XML document without its byte order mark, or why it is none. */
export type DocumentText =
  | { readonly ok: true; readonly text: string; readonly encoding: 'UTF-8' | 'UTF-16' }
  | { readonly ok: false; readonly problem: string };

/** UTF-8, or UTF-16 with a byte order mark (XML 1.0, 4.3.3); the declaration is looked at where it is parsed. */
export function documentText(octets: Uint8Array): DocumentText {
  const [first, second, third] = octets;
  if (first === 0xff && second === 0xfe) return utf16('utf-16le', octets);
  if (first === 0xfe && second === 0xff) return utf16('utf-16be', octets);
  if (!isUtf8(octets)) {
    const at = firstDifference(octets, Buffer.from(asBuffer(octets).toString('utf8')));
    return { ok: false, problem: `octet ${at + 1} is not UTF-8: send the document in UTF-8` };
  }
  const marked = first === 0xef && second === 0xbb && third === 0xbf;
  return { ok: true, text: asBuffer(octets).toString('utf8', marked ? 3 : 0), encoding: 'UTF-8' };
}

function utf16(label: 'utf-16le' | 'utf-16be', octets: Uint8Array): DocumentText {
  try {
    const text = new TextDecoder(label, { fatal: true }).decode(octets);
    return { ok: true, text, encoding: 'UTF-16' };
  } catch {
    return {
      ok: false,
      problem: 'the document is not UTF-16, as its byte order mark says: send it in UTF-8',
    };
  }
}

/** Decoding puts U+FFFD where octets mean nothing: there they come out changed. */
function firstDifference(before: Uint8Array, after: Uint8Array): number {
  const at = before.findIndex((octet, index) => octet !== after[index]);
  return at < 0 ? before.length : at;
}

function asBuffer(octets: Uint8Array): Buffer {
  return Buffer.from(octets.buffer, octets.byteOffset, octets.byteLength);
}
