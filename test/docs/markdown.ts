import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { anchorOf, FENCE, headingsOf } from '../../build/reference/regions.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** Paths of what users read, from the top folder. */
export const DOCUMENTS = [
  'README.md',
  'CONTRIBUTING.md',
  ...readdirSync(join(ROOT, 'docs'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
];

export const readDocument = (path: string) => readFileSync(join(ROOT, path), 'utf8');

/** Where a document points to: `file`, from the top folder, and the anchor in it; the web is left out. */
export interface Link {
  readonly written: string;
  readonly file: string;
  readonly anchor: string | undefined;
}

/** The links of a document, those in code left out. */
export function findLinks(path: string): Link[] {
  const prose = readDocument(path)
    .replace(FENCE, '')
    .replace(/`[^`\n]*`/g, '`code`');
  const inline = [...prose.matchAll(/\]\(([^()\s]+(?:\([^()\s]*\))?)\)/g)];
  const referenced = [...prose.matchAll(/^\[[^\]]+\]: (\S+)$/gm)];
  return [...inline, ...referenced].flatMap(([, written = '']) => {
    if (/^[a-z]+:/.test(written)) return [];
    const [file = '', anchor] = written.split('#', 2);
    return [{ written, file: file === '' ? path : join(dirname(path), file), anchor }];
  });
}

/** Whether there is a file or folder of this name, from the top folder. */
export const isThere = (path: string) => existsSync(join(ROOT, path));

/** The anchors of a document as GitHub makes them of headings: a repeated one gets a number. */
export function findAnchors(path: string): Set<string> {
  const seen = new Map<string, number>();
  const anchors = new Set<string>();
  for (const heading of headingsOf(readDocument(path))) {
    const slug = anchorOf(heading);
    const repeats = seen.get(slug) ?? 0;
    seen.set(slug, repeats + 1);
    anchors.add(repeats === 0 ? slug : `${slug}-${repeats}`);
  }
  return anchors;
}

/** A block of a document between two lines of backticks. */
export interface Block {
  /** Where it begins, as `docs/diff.md:3`. */
  readonly place: string;
  readonly language: string;
  /** What the fence says behind the language. */
  readonly manner: string;
  readonly text: string;
}

/** The blocks of a text, one after the other. */
export function findBlocks(path: string, text = readDocument(path)): Block[] {
  const fences = text.matchAll(/^```(\S*) *(.*)\n((?:.*\n)*?)```$/gm);
  return [...fences].map(({ index, 1: language = '', 2: manner = '', 3: lines = '' }) => {
    const place = `${path}:${text.slice(0, index).split('\n').length}`;
    return { place, language, manner, text: lines };
  });
}

/** Code in the midst of a document's sentences and tables. */
export function findInlineCode(path: string): string[] {
  const prose = readDocument(path).replace(FENCE, '');
  return [...prose.matchAll(/`([^`\n]+)`/g)].map(([, code = '']) => code.replaceAll('\\|', '|'));
}
