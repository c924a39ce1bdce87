/**
 * Breaks a text into lines of at most `width` characters (at least one). Line ends in the text stay, so
 * paragraphs and lists do; white space at the ends of lines goes. A word is broken only where it is longer
 * than a line.
 */
export function wrapText(text: string, width: number): string[] {
  return text.split('\n').flatMap((line) => wrapLine(line, width));
}

/** What a line holds that may not stay as it is, however short. */
const BLANKS = /^\s|\s$|\s\s|[^\S ]/;

function wrapLine(text: string, width: number): string[] {
  if (text.length <= width && !BLANKS.test(text)) return [text];
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/).filter((part) => part !== '')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = '';
    }
    let rest = line === '' ? word : `${line} ${word}`;
    for (; rest.length > width; rest = rest.slice(width)) lines.push(rest.slice(0, width));
    line = rest;
  }
  return [...lines, line];
}
