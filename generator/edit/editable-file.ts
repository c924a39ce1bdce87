import { isDeepStrictEqual } from 'node:util';
import type { Place } from '../../document/diagnostic.ts';
import { type Container, dataAt, type Path } from '../../document/locations.ts';
import { rangeInScalar } from '../../document/scalar-range.ts';
import type { TextRange } from '../../document/source-text.ts';
import { parseYaml, type YamlDocument } from '../../document/yaml-document.ts';
import { refuse } from './edit-error.ts';
import { itemToAdd, itemToRemove } from './list-layout.ts';
import { type Splice, splice } from './splice.ts';

/** A text with parts that are replaced; their ranges are in the text that YAML makes of it. */
interface ScalarEdit {
  readonly path: Path;
  readonly parts: Splice[];
}

/**
 * A YAML file that is edited in place: only what changes is written anew, with the comments, quotes and layout
 * of everything else kept. What was edited is read back, and must say what was meant, aliases and all.
 */
export class EditableFile {
  readonly file: string;
  readonly data: unknown;
  readonly #document: YamlDocument;
  readonly #text: string;
  /** What the file is to say. */
  readonly #meant: unknown;
  readonly #scalars = new Map<string, ScalarEdit>();
  readonly #splices: Splice[] = [];

  constructor(file: string, content: Uint8Array | string) {
    this.file = file;
    this.#document = parseYaml(file, content);
    this.#text = this.#document.source.text;
    this.data = this.#document.data;
    this.#meant = structuredClone(this.data);
  }

  /** Where the value at a path stands, or a part of its text. */
  place(path: Path, part?: TextRange): Place {
    const { source, locations } = this.#document;
    const range = locations.rangeAt(this.data, path);
    if (part === undefined) return source.place(range);
    return source.place(rangeInScalar(this.#text, range, String(dataAt(this.data, path)), part));
  }

  /** Replaces a part of the text at a path. */
  replace(path: Path, part: Splice): void {
    const key = JSON.stringify(path);
    const edit = this.#scalars.get(key) ?? { path, parts: [] };
    edit.parts.push(part);
    this.#scalars.set(key, edit);
  }

  /** Takes an item out of the list under a key of the file's root, with the comment right above it. */
  removeItem(key: string, index: number): void {
    const root = this.#meant as Record<string, unknown[]>;
    if (root[key]?.length === 1) delete root[key];
    else root[key]?.splice(index, 1);
    const { rangeOf, keyOf, itemsOf } = this.#ranges([key]);
    const range = itemToRemove(this.#text, rangeOf, itemsOf, index, keyOf);
    if (range === undefined) {
      const place = this.place([key, index]);
      throw refuse(
        'This cannot be taken out as it is laid out.',
        'Put it on lines of its own, and try again.',
        place,
      );
    }
    this.#splices.push({ at: range, text: '' });
  }

  /** Puts a map of texts at the head of a list that has items. */
  addItem(path: Path, fields: Readonly<Record<string, string>>): void {
    (dataAt(this.#meant, path) as unknown[]).unshift({ ...fields });
    const { rangeOf, itemsOf } = this.#ranges(path);
    this.#splices.push(itemToAdd(this.#text, rangeOf, itemsOf[0] ?? rangeOf, fields));
  }

  get isEdited(): boolean {
    return this.#scalars.size + this.#splices.length > 0;
  }

  /** The edited text. Throws EditError where the layout of the file does not allow the edit. */
  finish(): string {
    for (const { path, parts } of this.#scalars.values()) {
      setAt(this.#meant, path, splice(dataAt(this.data, path) as string, parts));
    }
    for (const requoted of [false, true]) {
      const scalars = [...this.#scalars.values()].flatMap((edit) => this.#rewrite(edit, requoted));
      const text = splice(this.#text, [...this.#splices, ...scalars]);
      if (isDeepStrictEqual(parseYaml(this.file, text).data, this.#meant)) return text;
    }
    throw refuse(
      `${this.file} is written in a way that this edit would break.`,
      'Write out what its aliases stand for, and try again.',
    );
  }

  /** How an edited scalar is written: in its own style or, where that does not do, as a whole in double quotes. */
  #rewrite({ path, parts }: ScalarEdit, requoted: boolean): Splice[] {
    const value = dataAt(this.data, path) as string;
    const written = this.#document.locations.rangeAt(this.data, path);
    const style = this.#text.charAt(written[0]);
    // What an alias says changes where its anchor stands.
    if (style === '*') return [];
    if (requoted && !/["'|>]/.test(style)) {
      return [{ at: written, text: JSON.stringify(splice(value, parts)) }];
    }
    return parts.map(({ at, text }) => ({
      at: rangeInScalar(this.#text, written, value, at),
      text: inStyle(style, text),
    }));
  }

  #ranges(path: Path): { rangeOf: TextRange; keyOf: TextRange; itemsOf: TextRange[] } {
    const { locations } = this.#document;
    const list = dataAt(this.data, path) as unknown[];
    const owner = dataAt(this.data, path.slice(0, -1)) as Container;
    return {
      rangeOf: locations.rangeOf(list),
      keyOf: locations.keyRange(owner, path.at(-1) as string),
      itemsOf: list.map((_, index) => locations.valueRange(list, index)),
    };
  }
}

/** A text as it stands within the quotes of a scalar. */
function inStyle(quote: string, text: string): string {
  if (quote === '"') return JSON.stringify(text).slice(1, -1);
  return quote === "'" ? text.replaceAll("'", "''") : text;
}

function setAt(data: unknown, path: Path, value: unknown): void {
  (dataAt(data, path.slice(0, -1)) as Record<string | number, unknown>)[path.at(-1) as string] = value;
}
