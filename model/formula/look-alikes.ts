/** What stands for a formula's symbol elsewhere: in print, in other languages, in spreadsheets. */
const MEANT: Readonly<Record<string, readonly string[]>> = {
  '+': ['\u{ff0b}'],
  '-': ['\u2010', '\u2011', '\u2012', '\u2013', '\u2014', '\u2212', '\u{ff0d}'],
  '*': ['\u00d7', '\u00b7', '\u2217', '\u22c5', '\u2715', '\u2022', '\u{ff0a}'],
  '/': ['\u00f7', '\u2044', '\u2215', '\u{ff0f}'],
  '<': ['\u{ff1c}'],
  '>': ['\u{ff1e}'],
  '<=': ['\u2264', '\u2266', '\u2a7d', '=<'],
  '>=': ['\u2265', '\u2267', '\u2a7e', '=>'],
  '==': ['=', '===', '\u{ff1d}'],
  '!=': ['<>', '!==', '\u2260'],
  '(': ['\u{ff08}', '{'],
  ')': ['\u{ff09}', '}'],
  ',': ['\u{ff0c}', ';'],
};

const ADVICE: Readonly<Record<string, string>> = {
  '**': 'There is no power: multiply, x * x.',
  '^': 'There is no power: multiply, x * x.',
  '%': 'A percentage is 100 * part / whole.',
  '!': 'There is no negation: exchange the branches of the if().',
  '&': 'For both of two conditions, put an if() in the branch of another.',
  '|': 'For either of two conditions, put an if() in the branch of another.',
  '?': 'Write if(condition, a, b).',
  ':': 'Write if(condition, a, b).',
  '[': 'Close the name of the KPI: [KPI Name].',
  ']': 'The name of a KPI stands between two square brackets: [KPI Name].',
};

export interface LookAlike {
  /** The symbol meant, where there is one. */
  readonly symbol?: string;
  readonly remedy: string;
}

const LOOK_ALIKES: ReadonlyMap<string, LookAlike> = new Map([
  ...Object.entries(MEANT).flatMap(([symbol, words]) =>
    words.map((word): [string, LookAlike] => [word, { symbol, remedy: `Write \`${symbol}\` instead.` }]),
  ),
  ...Object.entries(ADVICE).map(([word, remedy]): [string, LookAlike] => [word, { remedy }]),
]);

/** What a word that formulas do not have most likely means. */
export function lookAlike(word: string): LookAlike | undefined {
  return LOOK_ALIKES.get(word) ?? (/^(&&|\|\|)$/.test(word) ? LOOK_ALIKES.get(word.charAt(0)) : undefined);
}
