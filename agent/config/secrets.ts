import type { Diagnostic } from '../../document/diagnostic.ts';
import { DOCUMENT_RULES } from '../../document/rules.ts';

/** What is written for a secret. */
const HIDDEN = '***';
/** The community that everybody knows. */
const NO_SECRET = 'public';
/** How much of a long value messages show. */
const MAX_SHOWN = 60;

const VALUE = String.raw`("[^"\n]*"|'[^'\n]*'|[^\s,\]}]+)`;
const SECRET_FIELDS = 'passphrase|community|FTPUserPasswd|password|token|bearer';
const SECRET_FIELD = new RegExp(String.raw`(?:${SECRET_FIELDS})["']?\s*:\s*${VALUE}`, 'g');
/** User and password of a URL, and what stands in its query. */
const URL_PARTS = /:\/\/([^/\s@]+)@|\?([^\s"'#]+)/g;

/**
 * The secrets of a configuration. They are searched for in its text, so that they are found however broken the
 * rest is; `raw`, where it could be read, has those that only their place tells and those that came from the
 * environment.
 */
export function findSecrets(text: string, raw: unknown): Set<string> {
  const secrets = new Set<string>();
  const add = (secret: unknown) => {
    const plain = String(secret ?? '').replace(/^["'*&!]+|["']$/g, '');
    if (plain !== '' && plain !== NO_SECRET) secrets.add(plain).add(plain.slice(0, MAX_SHOWN));
  };
  for (const [, value] of text.matchAll(SECRET_FIELD)) add(value);
  for (const [, login, query] of text.matchAll(URL_PARTS)) add(login ?? query);
  for (const field of secretFields(raw)) add(field);
  return secrets;
}

const SECRET_KEY = new RegExp(`^(?:${SECRET_FIELDS}|url)$`);

/** The values of secret fields in data that the schema has not accepted yet: anything can be anything. */
function secretFields(data: unknown): unknown[] {
  if (typeof data !== 'object' || data === null) return [];
  return Object.entries(data).flatMap(([key, value]) => {
    if (SECRET_KEY.test(key)) return [value];
    // `Bearer …`: the scheme goes with the token.
    if (key === 'headers') return Object.values(value ?? {}).flatMap((each) => String(each).split(/\s+/));
    if (key !== 'communities' || !Array.isArray(value)) return secretFields(value);
    return value.map((community) => (community as { name?: unknown } | null)?.name);
  });
}

/** Rules whose findings quote what stands where a value should be: a password that begins with `*`, `!` or 0. */
const QUOTING = ['YAML-ALIAS', 'YAML-TAG', 'YAML-NUMBER-ZERO', 'YAML-NUMBER-INEXACT'] as const;
/** A key that is more than a name: `passphrase:secret`, which lacks a blank. */
const ODD_KEY = /(has no field )`(?![\w.-]+`).*`/s;

/** A finding of YAML or of the schema, which may quote what it found, without secrets. */
export function hideSecrets(diagnostic: Diagnostic, secrets: ReadonlySet<string>): Diagnostic {
  const quoting = QUOTING.find((rule) => rule === diagnostic.rule);
  if (quoting) {
    const remedy = 'Put the value in quotes if it is text.';
    return { ...diagnostic, message: `${DOCUMENT_RULES[quoting].title}.`, remedy };
  }
  if (diagnostic.rule === 'FIELD-UNKNOWN') {
    return { ...diagnostic, message: diagnostic.message.replace(ODD_KEY, `$1\`${HIDDEN}\``) };
  }
  // The longest first: one may hold another.
  const found = [...secrets].sort((a, b) => b.length - a.length);
  const hide = (text: string) =>
    found.reduce((shown, secret) => shown.replaceAll(new RegExp(wordOf(secret), 'g'), HIDDEN), text);
  const { message, remedy } = diagnostic;
  return { ...diagnostic, message: hide(message), ...(remedy !== undefined && { remedy: hide(remedy) }) };
}

/** A pattern of a text where it is no part of a longer word. */
function wordOf(text: string): string {
  return `(?<!\\w)${text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')}(?!\\w)`;
}
