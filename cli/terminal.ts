/** Where a command writes: what it was asked for, and what kept it from doing it. Whole lines, without their break. */
export interface Terminal {
  out(text: string): void;
  err(text: string): void;
}

/** The process's own standard output and standard error. */
export const processTerminal: Terminal = {
  out: (text) => process.stdout.write(`${text}\n`),
  err: (text) => process.stderr.write(`${text}\n`),
};
