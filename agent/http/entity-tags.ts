import { randomBytes } from 'node:crypto';

/** Entity tags that no other answer of this instance has, nor will have after a restart (KPIinOMA 8.2.1.2). */
export class EntityTags {
  /** 96 random bits stand for this run of the process. */
  readonly #run = randomBytes(12).toString('base64url');
  #count = 0;

  next(): string {
    this.#count += 1;
    return `"${this.#run}.${this.#count.toString(36)}"`;
  }
}
