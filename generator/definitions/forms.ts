import type { Form } from '../../document/schema.ts';
import { DATA_TYPE_FORMS, parseDataType } from '../../model/data-type.ts';
import { MEASUREMENT_NAME } from '../../model/formula/lexer.ts';
import type { RuleId } from '../rules.ts';
import { isCalendarDate, suggestDate } from './calendar-date.ts';
import { suggestDataType } from './data-type-remedy.ts';
import { suggestDuration } from './duration-remedy.ts';
import { parseRange, suggestRange } from './number-range.ts';
import { CONTINUOUS, parsePeriod } from './period.ts';
import { parseThreshold, suggestThreshold } from './threshold.ts';

/** A form whose breach is a rule of its own. */
type RuledForm = Form & { readonly rule: RuleId };

/** smilint asks for the -MIB. */
const MODULE_NAME = /^[A-Z][A-Za-z0-9]*(?:-[A-Za-z0-9]+)*-MIB$/;
const PREFIX = /^[a-z][A-Za-z0-9]{0,15}$/;
/** One line that can stand in a formula's square brackets: single blanks inside, none at the ends. */
const KPI_NAME = /^[^\s[\]\p{Cc}]+(?: [^\s[\]\p{Cc}]+)*$/u;
const SNMP_NAME = /^[A-Za-z][A-Za-z0-9]*$/;

/** What each `format` of kpi.schema.json and project.schema.json means. */
export const FORMS: Readonly<Record<string, RuledForm>> = {
  text: {
    rule: 'FIELD-EMPTY',
    words: 'a text',
    accepts: (text) => text.trim() !== '',
  },
  date: {
    rule: 'REVISION-DATE',
    words: 'a day of the calendar such as 2026-11-21, not before 1990',
    accepts: isCalendarDate,
    remedy: suggestDate,
  },
  'module-name': {
    rule: 'MODULE-NAME',
    words: 'letters, digits and single hyphens, a capital first and -MIB last, such as EXAMPLE-SIP-KPI-MIB',
    accepts: (text) => MODULE_NAME.test(text),
    remedy: (text) => instead(moduleName(text), MODULE_NAME),
  },
  prefix: {
    rule: 'MODULE-PREFIX',
    words: 'at most 16 letters and digits, a small letter first, such as exSip',
    accepts: (text) => PREFIX.test(text),
    remedy: (text) => instead(camelCase(text), PREFIX),
  },
  identifier: {
    rule: 'NAME-FORM',
    words: 'letters, digits and _, no digit first, with inner dots, such as RM.RegInitSucc',
    accepts: (text) => MEASUREMENT_NAME.test(text),
    remedy: (text) => instead(text.trim().replace(/[^A-Za-z0-9_.]+/g, '_'), MEASUREMENT_NAME),
  },
  'kpi-name': {
    rule: 'NAME-FORM',
    words: 'one line without square brackets, with single blanks between words',
    accepts: (text) => KPI_NAME.test(text),
    remedy: (text) => instead(text.replace(/[[\]\p{Cc}\s]+/gu, ' ').trim(), KPI_NAME),
  },
  'snmp-name': {
    rule: 'SNMP-NAME',
    words: 'letters and digits, a letter first',
    accepts: (text) => SNMP_NAME.test(text),
    remedy: (text) => instead(camelCase(text), SNMP_NAME),
  },
  'data-type': {
    rule: 'DATA-TYPE',
    words: `one of ${DATA_TYPE_FORMS.join(', ')}`,
    accepts: (text) => parseDataType(text) !== undefined,
    remedy: suggestDataType,
  },
  period: {
    rule: 'DURATION-FORM',
    words: 'a duration such as 30s, 5m, 1h or 7d',
    accepts: (text) => parsePeriod(text) !== undefined,
    remedy: suggestDuration,
  },
  'reporting-duration': {
    rule: 'DURATION-FORM',
    words: `a duration such as 30s, 5m, 1h or 7d, or ${CONTINUOUS}`,
    accepts: (text) => text === CONTINUOUS || parsePeriod(text) !== undefined,
    remedy: suggestDuration,
  },
  'number-range': {
    rule: 'RANGE-FORM',
    words: 'two numbers with two dots between, such as 0..100',
    accepts: (text) => parseRange(text) !== undefined,
    remedy: suggestRange,
  },
  threshold: {
    rule: 'THRESHOLD-FORM',
    words: 'a comparison in quotes, such as "< 98"',
    accepts: (text) => parseThreshold(text) !== undefined,
    remedy: suggestThreshold,
  },
};

function instead(guess: string, form: RegExp): string | undefined {
  return form.test(guess) ? `Write \`${guess}\`.` : undefined;
}

/** `ex_sip-kpi` → EX-SIP-KPI-MIB. */
function moduleName(text: string): string {
  const words = text
    .toUpperCase()
    .split(/[^A-Z0-9]+/)
    .filter((word) => word !== '' && word !== 'MIB');
  return [...words, 'MIB'].join('-');
}

/** `ex-sip_kpi` → exSipKpi. */
function camelCase(text: string): string {
  const words = text.split(/[^A-Za-z0-9]+/).filter((word) => word !== '');
  return words
    .map((word, at) =>
      at === 0 ? word.charAt(0).toLowerCase() + word.slice(1) : word.charAt(0).toUpperCase() + word.slice(1),
    )
    .join('');
}
