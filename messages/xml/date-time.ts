const DATE_TIME =
  /^(\d{4})-(\d\d)-(\d\d)T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?(?:Z|[+-](?:0\d|1[0-3]):[0-5]\d|[+-]14:00)$/;

/** An xs:dateTime with its offset from UTC, in milliseconds since the epoch; undefined where it is none. */
export function parseDateTime(text: string): number | undefined {
  const [, year, month, day] = DATE_TIME.exec(text) ?? [];
  if (!year || !month || !day || year === '0000') return undefined;
  // A day that its month does not have becomes one of the next month.
  const date = new Date(`${year}-${month}-${day}T00:00:00Z`);
  if (Number.isNaN(date.getTime()) || date.getUTCDate() !== Number(day)) return undefined;
  return Date.parse(text);
}

/** Milliseconds since the epoch as xs:dateTime in UTC. Throws beyond the years 1 to 9999, which have no such form. */
export function formatDateTime(time: number): string {
  if (!(time >= EARLIEST && time <= LATEST)) {
    throw new RangeError(`${time} ms is no time of the years 1 to 9999: it cannot be sent`);
  }
  return new Date(time).toISOString();
}

const EARLIEST = Date.parse('0001-01-01T00:00:00Z');
const LATEST = Date.parse('9999-12-31T23:59:59.999Z');
