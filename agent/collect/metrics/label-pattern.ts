const MAX_PATTERN = 500;
const MAX_REPETITIONS = 2;

/**
 * Compiles the regular expression of a label matcher, anchored at both ends as Prometheus has it (RE2: no
 * look-around, no back-references). JavaScript's engine backtracks, and what is matched comes from the
 * network: so a group may not repeat, and one alternative holds at most two repetitions, which bounds a
 * match to the square of the label's length. Returns what is wrong as a text.
 */
export function compileLabelPattern(source: string): RegExp | string {
  if (source.length > MAX_PATTERN) return `a regular expression has at most ${MAX_PATTERN} characters`;
  const mistake = findUnsafePart(source);
  if (mistake !== undefined) return mistake;
  try {
    return new RegExp(`^(?:${source})$`, 's');
  } catch (error) {
    return `${JSON.stringify(source)} is no regular expression: ${(error as Error).message.split(': ').at(-1)}`;
  }
}

/** An escape, a character class, the head of a group, or one character. */
const PART = /\\[\s\S]|\[(?:\\[\s\S]|[^\]\\])*\]|\((?:\?(?:<?[=!]|P?<|:)?)?|[\s\S]/g;

function findUnsafePart(source: string): string | undefined {
  let repetitions = 0;
  let depth = 0;
  let previous = '';
  for (const [part] of source.matchAll(PART)) {
    const mistake = findUnsupported(part);
    if (mistake !== undefined) return mistake;
    if (part[0] === '(') depth++;
    if (part === ')') depth--;
    if (part === '|' && depth === 0) repetitions = 0;
    if (part === '*' || part === '+' || part === '{') {
      if (previous === ')') return 'a group cannot be repeated in a regular expression';
      if (++repetitions > MAX_REPETITIONS) {
        return `one alternative of a regular expression has at most ${MAX_REPETITIONS} repetitions (*, +, {n,m})`;
      }
    }
    previous = part;
  }
  return undefined;
}

/** What RE2 has not, or means otherwise than JavaScript. */
function findUnsupported(part: string): string | undefined {
  if (/^\(\?(?!:)/.test(part)) return `"${part}" is not supported in a regular expression: groups are (…)`;
  if (/^\\[1-9k]/.test(part)) return 'back-references are not supported in a regular expression';
  if (part.startsWith('[[:')) return 'classes such as [[:alpha:]] are not supported: write [a-zA-Z]';
  if (part === '[]' || part === '[^]') return `write \\] for a bracket inside a class`;
  return undefined;
}
