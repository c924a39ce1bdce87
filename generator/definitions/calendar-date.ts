const DATE = /^(\d{4})-(\d\d)-(\d\d)$/;
/** SMI tools complain of dates before SMI itself. */
const FIRST_YEAR = 1990;

/** Whether a text is a day as year-month-day that the calendar has: 2026-02-30 is none. */
export function isCalendarDate(text: string): boolean {
  const match = DATE.exec(text);
  if (!match) return false;
  const [year = 0, month = 0, day = 0] = match.slice(1).map(Number);
  const date = new Date(Date.UTC(year, month - 1, day));
  return year >= FIRST_YEAR && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

const YEAR_FIRST = /^(\d{4})[-/. ]?(\d{1,2})[-/. ]?(\d{1,2})(?:[T ].*)?$/;
const DAY_FIRST = /^(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})$/;

/** What to write for `2026-1-1`, `20260101`, `1.1.2026`; undefined where nothing suggests itself. */
export function suggestDate(text: string): string | undefined {
  const [year, month, day] =
    YEAR_FIRST.exec(text)?.slice(1) ?? DAY_FIRST.exec(text)?.slice(1).reverse() ?? [];
  const date = `${year}-${month?.padStart(2, '0')}-${day?.padStart(2, '0')}`;
  return date !== text && isCalendarDate(date) ? `Write \`${date}\`.` : undefined;
}
