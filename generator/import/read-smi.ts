import { SmiError } from './smi-error.ts';
import { type SmiToken, tokenizeSmi } from './tokenize-smi.ts';

/** A clause of a definition: its keyword, and the words up to the next one. */
export interface SmiClause {
  readonly keyword: string;
  readonly words: readonly SmiToken[];
}

/** `name OBJECT-TYPE … ::= { … }`, or any other macro; OBJECT IDENTIFIER is one of no clauses. */
export interface SmiDefinition {
  readonly name: string;
  readonly macro: string;
  readonly clauses: readonly SmiClause[];
  /** What stands behind `::=`, without braces. */
  readonly value: readonly SmiToken[];
  readonly line: number;
}

/** `Name ::= SYNTAX`, with the DISPLAY-HINT of a textual convention. */
export interface SmiType {
  readonly syntax: readonly SmiToken[];
  readonly hint?: string;
}

export interface SmiModule {
  readonly file: string;
  readonly name: string;
  /** Module by imported name. */
  readonly imports: ReadonlyMap<string, string>;
  readonly definitions: readonly SmiDefinition[];
  readonly types: ReadonlyMap<string, SmiType>;
}

const KEYWORDS: ReadonlySet<string> = new Set([
  ...['SYNTAX', 'UNITS', 'MAX-ACCESS', 'ACCESS', 'STATUS', 'DESCRIPTION', 'REFERENCE', 'INDEX', 'AUGMENTS'],
  ...['DEFVAL', 'DISPLAY-HINT', 'LAST-UPDATED', 'ORGANIZATION', 'CONTACT-INFO', 'REVISION', 'OBJECTS'],
  ...['NOTIFICATIONS', 'ENTERPRISE', 'VARIABLES', 'MODULE', 'GROUP', 'OBJECT', 'MANDATORY-GROUPS'],
]);

/** Reads the modules of a MIB file, in SMIv2 or SMIv1, as far as objects need it. Throws SmiError. */
export function readSmi(file: string, text: string): SmiModule[] {
  const reader = new Reader(file, tokenizeSmi(file, text));
  const modules = [reader.module()];
  while (!reader.isDone) modules.push(reader.module());
  return modules;
}

class Reader {
  readonly #file: string;
  readonly #tokens: readonly SmiToken[];
  #at = 0;

  constructor(file: string, tokens: readonly SmiToken[]) {
    this.#file = file;
    this.#tokens = tokens;
  }

  get isDone(): boolean {
    return this.#next.kind === 'end';
  }

  module(): SmiModule {
    const name = this.#take('name').text;
    if (this.#is('{')) this.#group();
    this.#expect('DEFINITIONS');
    this.#expect('::=');
    this.#expect('BEGIN');
    const imports = new Map<string, string>();
    const definitions: SmiDefinition[] = [];
    const types = new Map<string, SmiType>();
    while (!this.#accept('END')) {
      if (this.#accept('IMPORTS')) this.#imports(imports);
      else if (this.#accept('EXPORTS')) while (!this.#accept(';')) this.#take();
      else this.#assignment(definitions, types);
    }
    return { file: this.#file, name, imports, definitions, types };
  }

  #imports(imports: Map<string, string>): void {
    let names: string[] = [];
    while (!this.#accept(';')) {
      const word = this.#take();
      if (word.text === 'FROM') {
        const module = this.#take('name').text;
        for (const name of names) imports.set(name, module);
        names = [];
      } else if (word.text !== ',') names.push(word.text);
    }
  }

  #assignment(definitions: SmiDefinition[], types: Map<string, SmiType>): void {
    const { text: name, line } = this.#take('name');
    if (this.#accept('::=')) types.set(name, this.#type());
    else if (this.#accept('MACRO')) while (!this.#accept('END')) this.#take();
    else {
      let macro = this.#take('name').text;
      if (macro === 'OBJECT') macro = `OBJECT ${this.#expect('IDENTIFIER').text}`;
      const clauses = this.#clauses();
      this.#expect('::=');
      const value = this.#is('{') ? this.#group().slice(1, -1) : [this.#take()];
      definitions.push({ name, macro, clauses, value, line });
    }
  }

  /** Words up to `::=`, by the keywords before them. */
  #clauses(): SmiClause[] {
    const clauses: { keyword: string; words: SmiToken[] }[] = [];
    while (!this.#is('::=')) {
      const word = this.#next;
      if (word.kind === 'name' && KEYWORDS.has(word.text) && !isSyntaxOf(clauses.at(-1), word)) {
        clauses.push({ keyword: this.#take().text, words: [] });
      } else {
        const words = this.#is('{') || this.#is('(') ? this.#group() : [this.#take()];
        clauses.at(-1)?.words.push(...words);
      }
    }
    return clauses;
  }

  #type(): SmiType {
    let hint: string | undefined;
    if (this.#accept('TEXTUAL-CONVENTION')) {
      while (!this.#accept('SYNTAX'))
        if (this.#take().text === 'DISPLAY-HINT') hint = this.#take('text').text;
    }
    if (this.#is('[')) while (!this.#accept(']')) this.#take();
    this.#accept('IMPLICIT');
    const syntax = [this.#take('name')];
    const [first] = syntax;
    if (first?.text === 'OCTET' || first?.text === 'OBJECT') syntax.push(this.#take('name'));
    if (first?.text === 'SEQUENCE' && this.#is('OF')) syntax.push(this.#take(), this.#take('name'));
    while (this.#is('{') || this.#is('(')) syntax.push(...this.#group());
    return { syntax, ...(hint === undefined ? {} : { hint }) };
  }

  /** A word in brackets with all that is within, brackets too. */
  #group(): SmiToken[] {
    const words = [this.#take()];
    for (let depth = 1; depth > 0; ) {
      const word = this.#take();
      if (word.kind === 'symbol' && (word.text === '{' || word.text === '(')) depth++;
      if (word.kind === 'symbol' && (word.text === '}' || word.text === ')')) depth--;
      words.push(word);
    }
    return words;
  }

  get #next(): SmiToken {
    return this.#tokens[this.#at] as SmiToken; // the last one is `end`, and #take() does not take it
  }

  #is(text: string): boolean {
    return this.#next.text === text && this.#next.kind !== 'text';
  }

  #accept(text: string): boolean {
    const found = this.#is(text);
    if (found) this.#at++;
    return found;
  }

  #take(kind?: SmiToken['kind']): SmiToken {
    const token = this.#next;
    if (token.kind === 'end' || (kind !== undefined && token.kind !== kind))
      throw this.#unexpected(`a ${kind ?? 'word'}`);
    this.#at++;
    return token;
  }

  #expect(text: string): SmiToken {
    if (!this.#is(text)) throw this.#unexpected(text);
    return this.#take();
  }

  #unexpected(wanted: string): SmiError {
    const { kind, text, line } = this.#next;
    const found = kind === 'end' ? 'the file ends' : `${JSON.stringify(text.slice(0, 40))} stands`;
    return new SmiError(`${this.#file}:${line}: ${found} where ${wanted} is expected.`, 'smilint says more.');
  }
}

/** `SYNTAX OBJECT IDENTIFIER`: not the clause OBJECT. */
function isSyntaxOf(clause: SmiClause | undefined, { text }: SmiToken): boolean {
  return text === 'OBJECT' && clause?.keyword === 'SYNTAX' && clause.words.length === 0;
}
