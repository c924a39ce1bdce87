/** Text that YAML takes as text without quotes, in a flow map too; the words it takes for something else are not. */
const PLAIN = String.raw`(?!(?:true|True|TRUE|false|False|FALSE|null|Null|NULL)(?![\w./() -]))[A-Za-z][\w./()-]*(?: [\w./()-]+)*`;
const QUOTED = String.raw`"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"`;

/** Pattern of a text in the lock: plain where that is safe, otherwise a JSON string, which is YAML as well. */
export const SCALAR = `${PLAIN}|${QUOTED}`;

const WHOLE_PLAIN = new RegExp(`^${PLAIN}$`);
/** Readers of YAML 1.1 take these for booleans. */
const OLD_KEYWORD = /^(?:yes|no|on|off|y|n)$/i;

export function writeScalar(text: string): string {
  return WHOLE_PLAIN.test(text) && !OLD_KEYWORD.test(text) ? text : JSON.stringify(text);
}

/** Reads what SCALAR matched. */
export function readScalar(scalar: string): string {
  return scalar.startsWith('"') ? (JSON.parse(scalar) as string) : scalar;
}
