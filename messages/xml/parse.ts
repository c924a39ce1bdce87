import { SaxesParser } from 'saxes';
import { ElementTree, type XmlElement } from './element-tree.ts';
import type { MessageLimits } from './limits.ts';
import type { Problems } from './problems.ts';

/** What the parser says of an error after which the elements still mean something; the rest of it tells more. */
const GOES_ON = /^(?:duplicate attribute|undefined entity|unbound namespace prefix)/;

/** What to do about what the parser says. */
const REMEDIES: readonly (readonly [RegExp, string])[] = [
  [/^duplicate attribute/, 'give each attribute once'],
  [/^undefined entity/, 'write &amp; for an ampersand; only amp, lt, gt, quot and apos are known'],
  [/^unbound namespace prefix/, 'declare the prefix by xmlns:'],
  [/^unclosed tag|^unexpected end/, 'the document was cut off, or an end tag is missing'],
  [/^unexpected close tag|^unmatched closing tag/, 'end tags must match their start tags'],
  [/^disallowed character\.|^malformed character entity/, 'write &lt; for <; leave out control characters'],
  [/^document must contain a root element/, 'send one KPI-1 message'],
  [/^documents may contain only one root/, 'send several messages as multipart/mixed'],
];

/** UTF-8 and its subset; a document in UTF-16 says so or nothing. */
const DECLARED = { 'UTF-8': /^(?:utf-?8|us-ascii|ascii)$/i, 'UTF-16': /^utf-?16(?:le|be)?$/i };

/**
 * The root element of a document, each element checked against its rule. No DOCTYPE, hence no entities but the
 * five that XML has itself. Throws Unreadable where nothing more can be read; else undefined or a tree that may
 * lack what there are problems with.
 */
export function parseElements(
  text: string,
  encoding: keyof typeof DECLARED,
  problems: Problems,
  limits: MessageLimits,
  namespace: string,
): XmlElement | undefined {
  const parser = new SaxesParser({
    xmlns: true,
    position: false,
    forceXMLVersion: true,
    defaultXMLVersion: '1.0',
  });
  const tree = new ElementTree(problems, namespace, limits);
  const tagOffset = () => text.lastIndexOf('<', parser.position - 1);
  parser.on('error', ({ message }) => {
    const remedy = REMEDIES.find(([pattern]) => pattern.test(message))?.[1] ?? 'send well-formed XML 1.0';
    const problem = `${message.replace(/\.$/, '')}: ${remedy}`;
    if (GOES_ON.test(message)) problems.add(parser.position, problem);
    else problems.end(parser.position, problem);
  });
  parser.on('xmldecl', ({ version, encoding: declared }) => {
    if (version !== '1.0') problems.add(0, `XML ${version} is declared: send XML 1.0`);
    if (declared !== undefined && !DECLARED[encoding].test(declared)) {
      problems.add(
        0,
        `the encoding ${declared} is declared, but this is ${encoding}: send and declare UTF-8`,
      );
    }
  });
  parser.on('doctype', () =>
    problems.end(
      text.lastIndexOf('<!DOCTYPE', parser.position),
      'a DOCTYPE is refused: send the message without it',
    ),
  );
  parser.on('attribute', () => tree.countAttribute(tagOffset));
  parser.on('opentag', (tag) => tree.openElement(tag, tagOffset()));
  parser.on('text', (content) => tree.addText(content));
  parser.on('cdata', (content) => tree.addText(content));
  parser.on('closetag', () => tree.closeElement());
  parser.write(text).close();
  return tree.root;
}
