import { createHash } from 'node:crypto';

const HOUR_MS = 3_600_000;
/** File names end at 255 octets on most systems; times and ending take 50. */
const MAX_ID_LENGTH = 200;
const DIGEST_LENGTH = 16;

/**
 * The file that a report is appended to, named after 3GPP TS 32.432 section 5.1: the reports of an hour have
 * one file, of type C (one instance, several granularity periods); one that does not lie within an hour has
 * the file of its own period, of type A. Times are in UTC.
 */
export function fileName(
  { begin, end }: { readonly begin: Date; readonly end: Date },
  instanceId: string,
): string {
  const hour = Math.floor((end.getTime() - 1) / HOUR_MS) * HOUR_MS;
  const id = safeName(instanceId);
  if (begin.getTime() < hour) return `A${date(begin)}.${time(begin)}-${time(end)}_${id}.xml`;
  const [first, last] = [new Date(hour), new Date(hour + HOUR_MS)];
  return `C${date(first)}.${time(first)}-${date(last)}.${time(last)}_${id}.xml`;
}

const date = (at: Date) => at.toISOString().slice(0, 10).replaceAll('-', '');
const time = (at: Date) => `${at.toISOString().slice(11, 16).replace(':', '')}+0000`;

/** Different for different identifiers, in characters that every file system takes. */
function safeName(instanceId: string): string {
  const safe = encodeURIComponent(instanceId).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  if (safe.length <= MAX_ID_LENGTH) return safe;
  const digest = createHash('sha256').update(instanceId).digest('hex').slice(0, DIGEST_LENGTH);
  return `${safe.slice(0, MAX_ID_LENGTH - DIGEST_LENGTH - 1)}-${digest}`;
}
