import type { Diagnostic } from './diagnostic.ts';
import { DOCUMENT_RULES, diagnoseBy } from './rules.ts';
import { SourceText } from './source-text.ts';

const diagnose = diagnoseBy(DOCUMENT_RULES);
const REPLACEMENT = '\uFFFD';

/** A file as text. A byte order mark is dropped, so that columns are what an editor shows. */
export interface DecodedText {
  readonly source: SourceText;
  /** Present where the bytes are no UTF-8. */
  readonly problem?: Diagnostic;
}

/** Reads bytes as UTF-8; bytes that are none become U+FFFD and a problem placed at the first of them. */
export function decodeText(file: string, content: Uint8Array | string): DecodedText {
  if (typeof content === 'string') return { source: new SourceText(file, content.replace(/^\uFEFF/, '')) };
  const source = new SourceText(file, new TextDecoder('utf-8').decode(content));
  const at = firstInvalid(source.text, content);
  if (at === undefined) return { source };
  const utf16 = (content[0] === 0xff && content[1] === 0xfe) || (content[0] === 0xfe && content[1] === 0xff);
  const message = utf16 ? 'The file is UTF-16, not UTF-8.' : 'The file holds bytes that are not UTF-8.';
  const problem = diagnose('YAML-ENCODING', source.place([at, at + 1]), message, 'Save the file as UTF-8.');
  return { source, problem };
}

/** Offset in the text of the first byte that could not be read. */
function firstInvalid(text: string, content: Uint8Array): number | undefined {
  let bytes = content[0] === 0xef && content[1] === 0xbb && content[2] === 0xbf ? 3 : 0;
  let from = 0;
  for (let at = text.indexOf(REPLACEMENT); at >= 0; at = text.indexOf(REPLACEMENT, at + 1)) {
    bytes += Buffer.byteLength(text.slice(from, at));
    // Text that holds U+FFFD itself is as good as any other.
    if (content[bytes] !== 0xef || content[bytes + 1] !== 0xbf || content[bytes + 2] !== 0xbd) return at;
    from = at;
  }
  return undefined;
}
