import type { Place } from './diagnostic.ts';

/** Half-open range [start, end) of UTF-16 offsets in a text. */
export type TextRange = readonly [start: number, end: number];

/** The text of one file, which turns offsets into lines and columns. Cheap however many are asked for. */
export class SourceText {
  /** The file's name as the user gave it. */
  readonly file: string;
  readonly text: string;
  /** Offset of each line's first character, made when first needed. */
  #lineStarts: readonly number[] | undefined;

  constructor(file: string, text: string) {
    this.file = file;
    this.text = text;
  }

  /** Where a range stands: 1-based lines and columns, columns in UTF-16 units as editors and SARIF count. */
  place(range: TextRange): Place {
    const start = this.#position(range[0]);
    const end = this.#position(Math.max(range[0], range[1]));
    return {
      file: this.file,
      line: start.line,
      column: start.column,
      endLine: end.line,
      endColumn: end.column,
    };
  }

  /** The text of a 1-based line without its line break; undefined past the last. */
  line(number: number): string | undefined {
    const starts = this.#starts();
    const start = starts[number - 1];
    if (start === undefined) return undefined;
    const end = (starts[number] ?? this.text.length + 1) - 1;
    return this.text.slice(start, this.text[end - 1] === '\r' && end > start ? end - 1 : end);
  }

  #position(offset: number): { line: number; column: number } {
    const starts = this.#starts();
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] as number) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - (starts[low] as number) + 1 };
  }

  #starts(): readonly number[] {
    if (this.#lineStarts === undefined) {
      const starts = [0];
      for (let at = this.text.indexOf('\n'); at >= 0; at = this.text.indexOf('\n', at + 1)) {
        starts.push(at + 1);
      }
      this.#lineStarts = starts;
    }
    return this.#lineStarts;
  }
}
