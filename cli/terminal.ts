/** Where a command writes: what it was asked for, and what kept it from doing it. Whole lines, without their break. */
export interface Terminal {
  out(text: string): void;
  err(text: string): void;
  /** Shows how far a command has come, in place of what it showed before; '' shows nothing. Where people look on. */
  progress?(text: string): void;
}

/** Puts the cursor at the begin of the line, and clears it (ECMA-48). */
const CLEAR_LINE = '\r\u001b[K';

/** The process's own standard output and standard error. */
export const processTerminal: Terminal = {
  out: (text) => process.stdout.write(`${text}\n`),
  err: (text) => process.stderr.write(`${text}\n`),
  ...(process.stderr.isTTY && {
    progress: (text: string) => process.stderr.write(`${CLEAR_LINE}${text}`),
  }),
};
