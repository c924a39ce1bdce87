import { createRequire } from 'node:module';
import type { Logger } from 'pino';
import type { Log } from '../agent/log.ts';

const require = createRequire(import.meta.url);

/** The agent's log, JSON lines on standard error. What writes it is loaded with the first line, not at the start. */
export class LazyLog implements Log {
  #logger: Logger | undefined;
  #level: string;

  constructor(level: string) {
    this.#level = level;
  }

  set level(level: string) {
    this.#level = level;
    if (this.#logger) this.#logger.level = level;
  }

  info(fields: object, message: string): void {
    this.#open().info(fields, message);
  }

  warn(fields: object, message: string): void {
    this.#open().warn(fields, message);
  }

  error(fields: object, message: string): void {
    this.#open().error(fields, message);
  }

  #open(): Logger {
    if (!this.#logger) {
      const { pino } = require('pino') as typeof import('pino');
      const standardError = pino.destination({ fd: 2, sync: true });
      this.#logger = pino({ name: 'kpi1', level: this.#level }, standardError);
    }
    return this.#logger;
  }
}
