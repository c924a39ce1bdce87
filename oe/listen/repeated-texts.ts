import type { Tell } from './intake.ts';

/** So many texts are counted; of more, counting begins anew. */
const MAX_TEXTS = 1000;

/** Tells a text the first time, and then at ten, a hundred and so on: strangers must not fill a log. */
export class RepeatedTexts {
  readonly #tell: Tell;
  readonly #counts = new Map<string, number>();

  constructor(tell: Tell) {
    this.#tell = tell;
  }

  tell(text: string): void {
    const count = (this.#counts.get(text) ?? 0) + 1;
    if (this.#counts.size >= MAX_TEXTS) this.#counts.clear();
    this.#counts.set(text, count);
    if (/^10*$/.test(String(count))) this.#tell(count === 1 ? text : `${text} (${count} times so far)`);
  }
}
