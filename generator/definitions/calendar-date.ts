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
