/** A part of a page that is made: what stands between `<!-- made from FILE: PATH -->` and `<!-- end -->`. */
export interface Region {
  /** The file that it is made from, from the top folder. */
  readonly source: string;
  /** What of that file: keys with dots between; empty where it is all of it. */
  readonly path: string;
  /** The heading that it stands under. */
  readonly heading: Heading;
}

export interface Heading {
  readonly text: string;
  readonly anchor: string;
}

const REGION = /^<!-- made from (\S+?)(?:: (\S+))? -->\n[\s\S]*?^<!-- end -->$/gm;
const HEADING = /^#{1,6} +(.+?) *$/gm;
/** A block between two lines of backticks. */
export const FENCE = /^ *(```|~~~).*\n(?:.*\n)*?^ *\1 *$/gm;

/** The regions of a page in its order. */
export function findRegions(page: string): Region[] {
  return [...page.matchAll(REGION)].map(({ 1: source = '', 2: path = '', index }) => ({
    source,
    path,
    heading: lastHeading(page.slice(0, index)),
  }));
}

/** The page with every region made anew by `make`. */
export function fillRegions(page: string, make: (region: Region) => string): string {
  const regions = findRegions(page).values();
  return page.replace(REGION, (old) => {
    const [begin] = old.split('\n', 1);
    return `${begin}\n\n${make(regions.next().value as Region)}\n\n<!-- end -->`;
  });
}

/** The anchor that GitHub makes of a heading. */
export function anchorOf(heading: string): string {
  return heading
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\p{M} _-]/gu, '')
    .replaceAll(' ', '-');
}

/** The texts of a page's headings, in order. */
export function headingsOf(page: string): string[] {
  return [...page.replace(FENCE, '').matchAll(HEADING)].map(([, text = '']) => text);
}

function lastHeading(text: string): Heading {
  const heading = headingsOf(text).at(-1) ?? '';
  return { text: heading, anchor: anchorOf(heading) };
}
