import { transliterations } from '../text/transliterate.ts';
import type { Fields } from './definition-file.ts';

/** Most transliterations that one warning spells out. */
const MAX_SPELT = 5;

/** A field's text without blanks at its ends; warns of what the MIB will have in other letters. */
export function readText(fields: Fields, key: string): string {
  const text = fields.text(key) ?? '';
  const changes = transliterations(text);
  const [first] = changes;
  if (first) {
    const distinct = [...new Set(changes.map(({ from, to }) => `${show(from)} becomes ${show(to)}`))];
    const spelt = distinct.slice(0, MAX_SPELT).join(', ');
    const more = distinct.length > MAX_SPELT ? ', and so on' : '';
    fields.reportPart(
      'TEXT-TRANSLITERATED',
      key,
      first.at,
      `SMI texts are ASCII: in the MIB ${spelt}${more}.`,
      'Write it in ASCII if you would have it otherwise.',
    );
  }
  return text.trim();
}

const NAMES: Readonly<Record<string, string>> = {
  '\t': 'a tab',
  '\r': 'a carriage return',
  ' ': 'a blank',
  '\n': 'a line end',
  '': 'nothing',
};

function show(text: string): string {
  return NAMES[text] ?? (/^\p{C}+$/u.test(text) ? 'a control character' : `\`${text}\``);
}
