import type { Diagnostic, Place } from '../../document/diagnostic.ts';
import type { Container } from '../../document/locations.ts';
import { rangeInScalar } from '../../document/scalar-range.ts';
import type { TextRange } from '../../document/source-text.ts';
import type { YamlDocument } from '../../document/yaml-document.ts';
import { diagnose, type RuleId } from '../rules.ts';

/** A definition file whose YAML could be read, and what was found wrong with what it says. */
export class DefinitionFile {
  readonly name: string;
  readonly findings: Diagnostic[] = [];
  readonly #document: YamlDocument;

  constructor(document: YamlDocument) {
    this.name = document.source.file;
    this.#document = document;
  }

  /** The fields of the file itself. */
  get root(): Fields {
    return new Fields(this, this.#document.data);
  }

  report(rule: RuleId, range: TextRange, message: string, remedy?: string): void {
    this.findings.push(diagnose(rule, this.place(range), message, remedy));
  }

  place(range: TextRange): Place {
    return this.#document.source.place(range);
  }

  keyRange(map: Container, key: string): TextRange {
    return this.#document.locations.keyRange(map, key);
  }

  valueRange(map: Container, key: string): TextRange {
    return this.#document.locations.valueRange(map, key);
  }

  /** Where a part of a text stands that is written at `scalar`. */
  partRange(scalar: TextRange, text: string, part: TextRange): TextRange {
    return rangeInScalar(this.#document.source.text, scalar, text, part);
  }
}

/**
 * One map of a definition file. What is missing or of the wrong type is the schema's to report; here it just is
 * not there, so that all else can be looked at in the same run.
 */
export class Fields {
  readonly file: DefinitionFile;
  readonly #map: Record<string, unknown>;

  constructor(file: DefinitionFile, data: unknown) {
    this.file = file;
    const isMap = typeof data === 'object' && data !== null && !Array.isArray(data);
    this.#map = isMap ? (data as Record<string, unknown>) : {};
  }

  has(key: string): boolean {
    return this.#map[key] !== undefined;
  }

  /** The text of a field; undefined where it has none. */
  text(key: string): string | undefined {
    const value = this.#map[key];
    return typeof value === 'string' ? value : undefined;
  }

  number(key: string): number | undefined {
    const value = this.#map[key];
    return typeof value === 'number' ? value : undefined;
  }

  /** The names of the fields that there are. */
  get keys(): string[] {
    return Object.keys(this.#map);
  }

  map(key: string): Fields {
    return new Fields(this.file, this.#map[key]);
  }

  /** The items of a list, as maps. */
  list(key: string): Fields[] {
    const value = this.#map[key];
    return Array.isArray(value) ? value.map((item) => new Fields(this.file, item)) : [];
  }

  /** The items of a list, as texts. */
  texts(key: string): string[] {
    const value = this.#map[key];
    return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
  }

  keyRange(key: string): TextRange {
    return this.file.keyRange(this.#map, key);
  }

  /** Where the field's value stands. */
  range(key: string): TextRange {
    return this.file.valueRange(this.#map, key);
  }

  /** Line and column of the field's value. */
  place(key: string): Place {
    return this.file.place(this.range(key));
  }

  /** Reports what is wrong with the field's value, or with a part of its text. */
  report(rule: RuleId, key: string, message: string, remedy?: string): void {
    this.file.report(rule, this.range(key), message, remedy);
  }

  reportPart(rule: RuleId, key: string, part: TextRange, message: string, remedy?: string): void {
    const range = this.file.partRange(this.range(key), this.text(key) ?? '', part);
    this.file.report(rule, range, message, remedy);
  }
}
