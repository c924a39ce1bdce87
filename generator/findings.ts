import type { Diagnostic, Place } from '../document/diagnostic.ts';
import type { SourceText, TextRange } from '../document/source-text.ts';
import { diagnose, type RuleId } from './rules.ts';

/** Collects what is wrong between the definitions and what was decided earlier, all of it before anything is written. */
export class Findings {
  readonly list: Diagnostic[] = [];
  readonly #sourceTexts: ReadonlyMap<string, SourceText>;

  constructor(sourceTexts: ReadonlyMap<string, SourceText>) {
    this.#sourceTexts = sourceTexts;
  }

  add(rule: RuleId, place: Place | undefined, message: string, remedy?: string): void {
    this.list.push(diagnose(rule, place, message, remedy));
  }

  /** Where a range of a file stands; undefined for a file that was not read. */
  place(file: string, range: TextRange): Place | undefined {
    return this.#sourceTexts.get(file)?.place(range);
  }

  /** A whole line of a file. */
  line(file: string, number: number | undefined): Place | undefined {
    const text = number === undefined ? undefined : this.#sourceTexts.get(file)?.line(number);
    if (number === undefined || text === undefined) return undefined;
    const column = text.search(/\S|$/) + 1;
    return { file, line: number, column, endLine: number, endColumn: text.length + 1 };
  }

  /** The first place in a file that matches. */
  match(file: string, pattern: RegExp): Place | undefined {
    const source = this.#sourceTexts.get(file);
    const found = pattern.exec(source?.text ?? '');
    return found ? source?.place([found.index, found.index + found[0].length]) : undefined;
  }

  get failed(): boolean {
    return this.list.some(({ severity }) => severity === 'error');
  }
}
