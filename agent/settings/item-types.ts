import { formatDuration, parseDuration } from '../../model/duration.ts';
import type { Threshold } from '../../model/model.ts';
import type { ItemType } from './item.ts';

/** A whole number within bounds. */
export function integer(min: number, max: number): ItemType {
  const form = `integer ${min}..${max}`;
  return {
    form,
    check(text) {
      if (!/^-?\d{1,15}$/.test(text)) return `${show(text)} is no whole number. Write ${min} to ${max}.`;
      const value = Number(text);
      return value < min || value > max ? `${text} is outside ${min} to ${max}.` : undefined;
    },
  };
}

export const boolean: ItemType = choice('true', 'false');

/** One of some words. */
export function choice(...words: readonly string[]): ItemType {
  return {
    form: words.map((word) => `\`${word}\``).join(' or '),
    check: (text) => (words.includes(text) ? undefined : `${show(text)} is none of ${words.join(', ')}.`),
  };
}

/** A duration, or one of some words. Seconds; `max` is a year unless given. */
export function duration(words: readonly string[] = [], max = 366 * 86_400): ItemType {
  const form = ['a duration such as `30s`, `5m`, `1h`', ...words.map((word) => `\`${word}\``)].join(' or ');
  return {
    form,
    check(text) {
      if (words.includes(text)) return undefined;
      const seconds = parseDuration(text);
      if (seconds === undefined) {
        const or = words.length > 0 ? `, or ${words.join(' or ')}` : '';
        return `${show(text)} is no duration. Write 30s, 5m, 1h or 7d${or}.`;
      }
      return seconds > max ? `${text} is longer than ${formatDuration(max)}.` : undefined;
    },
  };
}

/** A short time, or `default`. */
export const timeout: ItemType = {
  form: 'a duration such as `10s` or `500ms`, or `default`',
  check: (text) =>
    text === 'default' || parseTimeout(text) !== undefined
      ? undefined
      : `${show(text)} is no duration. Write 10s, 500ms or default.`,
};

/** Reads `10s` or `500ms` as milliseconds. */
export function parseTimeout(text: string): number | undefined {
  const [, ms] = /^([1-9]\d{0,8})ms$/.exec(text) ?? [];
  if (ms !== undefined) return Number(ms);
  const seconds = parseDuration(text);
  return seconds === undefined ? undefined : seconds * 1000;
}

/** Text of one line. */
export function line(maxOctets: number): ItemType {
  return {
    form: `text of at most ${maxOctets} octets`,
    check(text) {
      if (/\p{Cc}/u.test(text)) return 'There is a line break or control character in it. Take it out.';
      const octets = Buffer.byteLength(text);
      return octets > maxOctets ? `It has ${octets} octets. Write at most ${maxOctets}.` : undefined;
    },
  };
}

const MAX_PATTERNS = 64;

/** Patterns with `*` and `?`, separated by white space. */
export const patterns: ItemType = {
  form: 'patterns with `*` and `?`, separated by blanks',
  check(text) {
    const count = text.split(/\s+/).filter(Boolean).length;
    if (count === 0) return 'There is no pattern in it. Write * for everything.';
    return count > MAX_PATTERNS ? `These are ${count} patterns. Write at most ${MAX_PATTERNS}.` : undefined;
  },
};

const CONDITION = /^(<=|>=|==|!=|<|>)\s*([+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?)$/;

/** Reads `> 0`, `<= 99.5`; undefined where the text is no condition. */
export function parseCondition(text: string): Threshold | undefined {
  const [, operator, limit] = CONDITION.exec(text.trim()) ?? [];
  if (operator === undefined || !Number.isFinite(Number(limit))) return undefined;
  return { operator: operator as Threshold['operator'], limit: Number(limit) };
}

/** A comparison with a number, or a word for none. */
export function condition(none: string): ItemType {
  return {
    form: `a condition such as \`> 0\`, or \`${none}\``,
    check: (text) =>
      text === none || parseCondition(text)
        ? undefined
        : `${show(text)} is no condition. Write < 98, >= 0.5 or ${none}.`,
  };
}

const LONGEST_SHOWN = 60;

/** A value in a message: in quotes, cut where it is long. */
function show(text: string): string {
  return JSON.stringify(text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}…` : text);
}
