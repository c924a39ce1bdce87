import type { MessageProblem } from '../message.ts';
import { attributeOffset, placeOf } from './place.ts';

/** As many as help: a document of nothing but mistakes would make an answer larger than itself. */
const MOST_PROBLEMS = 20;
/** Names from the document are in messages, and may be of any length. */
const MOST_CHARACTERS = 400;

/** Ends the reading of a document: what comes after it could not be made sense of. */
export class Unreadable extends Error {}

/** The problems of one document, in the order of the text. */
export class Problems {
  readonly #text: string;
  readonly #found: { readonly offset: number; readonly message: string }[] = [];

  constructor(text: string) {
    this.#text = text;
  }

  none(): boolean {
    return this.#found.length === 0;
  }

  /** Throws Unreadable once there are too many. */
  add(offset: number, message: string): void {
    this.#found.push({ offset, message });
    if (this.#found.length >= MOST_PROBLEMS) {
      this.end(offset, `there may be more: the first ${MOST_PROBLEMS} problems are listed`);
    }
  }

  /** Of an attribute of the element that begins at `offset`. */
  addAtAttribute(offset: number, name: string, message: string): void {
    this.add(attributeOffset(this.#text, offset, name), message);
  }

  /** Adds a problem after which nothing more can be read. */
  end(offset: number, message: string): never {
    this.#found.push({ offset, message });
    throw new Unreadable(message);
  }

  list(): MessageProblem[] {
    return this.#found
      .toSorted((one, other) => one.offset - other.offset)
      .map(({ offset, message }) => ({
        place: placeOf(this.#text, offset),
        message: shorten(message, MOST_CHARACTERS),
      }));
  }
}

/** The beginning of a text, marked where it goes on. */
export function shorten(text: string, most = 60): string {
  return text.length <= most ? text : `${text.slice(0, most)}…`;
}
