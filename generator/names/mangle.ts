/** A word is not cut below this, or nobody recognises it. */
const SHORTEST_CUT = 3;

/** Runs of capitals, words, numbers: `RM.RegInitSucc 5G` → RM Reg Init Succ 5 G. */
const WORD = /[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+/g;

/** Words that a name can do without. */
const SMALL =
  /^(?:a|an|and|are|as|at|by|for|from|has|have|in|is|of|on|or|that|the|their|to|was|were|which|with)$/i;

/**
 * The part of a descriptor that follows the prefix, made from a name in ASCII: its words, each with a capital
 * first letter, run together (docs/names.md). Where that is longer than `room` characters, small words go, and
 * then every word is cut to its first n letters, with the largest n that fits but not below 3; what is longer
 * still may take up to `limit`. Numbers are never cut. Empty where the name has neither letter nor digit.
 */
export function mangle(name: string, room: number, limit: number): string {
  const all = name.match(WORD) ?? [];
  const whole = all.map(capitalize).join('');
  if (whole.length <= room) return whole;
  const telling = all.filter((word) => !SMALL.test(word));
  const words = (telling.length > 0 ? telling : all).map(capitalize);
  if (words.join('').length <= room) return words.join('');
  const longest = Math.max(...words.map((word) => word.length));
  for (let letters = longest - 1; letters > SHORTEST_CUT; letters--) {
    const shorter = cut(words, letters);
    if (shorter.length <= room) return shorter;
  }
  return cut(words, SHORTEST_CUT).slice(0, Math.max(limit, 0));
}

export function capitalize(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

function cut(words: readonly string[], letters: number): string {
  return words.map((word) => (/^[0-9]/.test(word) ? word : word.slice(0, letters))).join('');
}
