/** A JSON value. An integer beyond 2^53 is the text of its digits, which JSON.parse would have rounded. */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

/** Deepest nesting accepted: what searches a document calls itself once a level. */
const MAX_DEPTH = 100;

/** Parses a JSON text; what is wrong with it is the message of the Error that is thrown, without the text itself. */
export function parseJson(text: string): Json {
  const value = parse(/\d{16}/.test(text) ? quoteLongIntegers(text) : text);
  if (isTooDeep(value)) throw new Error(`it is nested more than ${MAX_DEPTH} levels deep`);
  return value;
}

function parse(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch (error) {
    throw new Error((error as Error).message.replace(/, (\.\.\.)?".*/s, ''));
  }
}

/** Either a string begins here, or an integer stands here that a double may not hold. */
const STRING_OR_LONG = /"|(?<=[\s:,[]|^)-?[1-9]\d{15,}(?=[\s,\]}]|$)/g;

function quoteLongIntegers(text: string): string {
  let quoted = '';
  let done = 0;
  STRING_OR_LONG.lastIndex = 0;
  for (let found = STRING_OR_LONG.exec(text); found; found = STRING_OR_LONG.exec(text)) {
    const [token] = found;
    if (token === '"') {
      STRING_OR_LONG.lastIndex = endOfString(text, found.index + 1);
    } else if (!Number.isSafeInteger(Number(token))) {
      quoted += `${text.slice(done, found.index)}"${token}"`;
      done = STRING_OR_LONG.lastIndex;
    }
  }
  return quoted + text.slice(done);
}

/** The position behind a string's closing quote. */
function endOfString(text: string, start: number): number {
  for (let quote = text.indexOf('"', start); quote >= 0; quote = text.indexOf('"', quote + 1)) {
    let backslashes = 0;
    while (text[quote - 1 - backslashes] === '\\') backslashes++;
    if (backslashes % 2 === 0) return quote + 1;
  }
  return text.length;
}

function isTooDeep(value: Json): boolean {
  let level: Json[] = [value];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > MAX_DEPTH) return true;
    level = level.flatMap((each) =>
      typeof each === 'object' && each !== null
        ? Object.values(each).filter((inner) => typeof inner === 'object' && inner !== null)
        : [],
    );
  }
  return false;
}
