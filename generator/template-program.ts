import Handlebars from 'handlebars';

/** What a template was made of: adds what it prints of a value to the text. */
export type Program = (value: unknown, frame: Frame, text: Text) => void;

/** What stands around the value. */
interface Frame {
  readonly root: unknown;
  /** The value's place in the list that `each` goes through. */
  readonly index: number;
  readonly isLast: boolean;
}

/** What a template says beside its own text: how texts are written, and other templates. */
export interface Vocabulary {
  readonly writers: Readonly<Record<string, (text: string) => string>>;
  readonly partial: (name: string) => Program;
}

type Read = (value: unknown, frame: Frame) => unknown;

/** So many pieces are joined at a time: few strings to keep, and none that is a tree of others. */
const JOINED = 1024;

/** A text that grows by small pieces. */
class Text {
  readonly #joined: string[] = [];
  #pieces: string[] = [];

  add(piece: string): void {
    if (this.#pieces.push(piece) === JOINED) this.#join();
  }

  finish(): string {
    this.#join();
    return this.#joined.join('');
  }

  #join(): void {
    this.#joined.push(this.#pieces.join(''));
    this.#pieces = [];
  }
}

/** Prints a value. */
export function run(program: Program, value: unknown): string {
  const text = new Text();
  program(value, { root: value, index: 0, isLast: true }, text);
  return text.finish();
}

/**
 * Compiles a template of Handlebars: text, values, writers of one value, `each`, `if`, `unless`, partials.
 * Handlebars parses it; its own runtime wants all of a list at once, copies contexts and options for every call
 * and leaves a tree of strings, which is slow for a hundred thousand objects. Here `each` takes what is iterable
 * one by one. A name that a value lacks, and what templates here do without, is an error.
 */
export function compileTemplate(source: string, name: string, vocabulary: Vocabulary): Program {
  return new Compiler(name, vocabulary).sequence(Handlebars.parse(source));
}

class Compiler {
  readonly #name: string;
  readonly #vocabulary: Vocabulary;

  constructor(name: string, vocabulary: Vocabulary) {
    this.#name = name;
    this.#vocabulary = vocabulary;
  }

  sequence({ body }: hbs.AST.Program): Program {
    const steps = body.map((statement) => this.#statement(statement));
    return (value, frame, text) => {
      for (const step of steps) step(value, frame, text);
    };
  }

  #statement(statement: hbs.AST.Statement): Program {
    switch (statement.type) {
      case 'ContentStatement': {
        const { value: content } = statement as hbs.AST.ContentStatement;
        return (_, __, text) => text.add(content);
      }
      case 'MustacheStatement':
        return this.#mustache(statement as hbs.AST.MustacheStatement);
      case 'BlockStatement':
        return this.#block(statement as hbs.AST.BlockStatement);
      case 'PartialStatement':
        return this.#partial(statement as hbs.AST.PartialStatement);
      default:
        throw this.#error(statement, `there is no ${statement.type}`);
    }
  }

  #mustache({ path, params }: hbs.AST.MustacheStatement): Program {
    const [param] = params;
    if (param === undefined) {
      const read = this.#path(path);
      return (value, frame, text) => text.add(String(read(value, frame)));
    }
    const write = this.#vocabulary.writers[(path as hbs.AST.PathExpression).original];
    if (write === undefined) throw this.#error(path, 'there is no such writer');
    const read = this.#path(param);
    return (value, frame, text) => text.add(write(String(read(value, frame))));
  }

  #block({ path, params, program, inverse }: hbs.AST.BlockStatement): Program {
    const read = this.#path(params[0] as hbs.AST.Expression);
    const inner = this.sequence(program);
    const other = inverse ? this.sequence(inverse) : undefined;
    switch (path.original) {
      case 'each':
        return eachOf(read, inner);
      case 'if':
        return (value, frame, text) =>
          isThere(read(value, frame)) ? inner(value, frame, text) : other?.(value, frame, text);
      case 'unless':
        return (value, frame, text) =>
          isThere(read(value, frame)) ? other?.(value, frame, text) : inner(value, frame, text);
      default:
        throw this.#error(path, `there is no block ${path.original}`);
    }
  }

  #partial(statement: hbs.AST.PartialStatement): Program {
    const { name, params, hash, indent } = statement;
    if (indent) throw this.#error(statement, 'a partial is not indented: its own lines are');
    const inner = this.#vocabulary.partial((name as hbs.AST.PathExpression).original);
    const read = params[0] ? this.#path(params[0]) : (value: unknown) => value;
    const named = (hash?.pairs ?? []).map((pair) => [pair.key, this.#path(pair.value)] as const);
    if (named.length === 0) return (value, frame, text) => inner(read(value, frame), frame, text);
    return (value, frame, text) => {
      const extended: Record<string, unknown> = { ...(read(value, frame) as object) };
      for (const [key, readNamed] of named) extended[key] = readNamed(value, frame);
      inner(extended, frame, text);
    };
  }

  #path(expression: hbs.AST.Expression): Read {
    if (expression.type === 'StringLiteral') {
      const { value: literal } = expression as hbs.AST.StringLiteral;
      return () => literal;
    }
    const { data, parts, depth, original } = expression as hbs.AST.PathExpression;
    if (expression.type !== 'PathExpression' || depth > 0)
      throw this.#error(expression, 'no such expression');
    const [first, ...rest] = parts;
    const begin = data ? DATA[first ?? ''] : (value: unknown) => value;
    if (begin === undefined) throw this.#error(expression, `there is no ${original}`);
    const names = data ? rest : parts;
    return names.reduce((read, name) => this.#member(read, name, expression), begin);
  }

  #member(read: Read, name: string, at: hbs.AST.Node): Read {
    return (value, frame) => {
      const found = (read(value, frame) as Readonly<Record<string, unknown>>)[name];
      if (found === undefined) throw this.#error(at, `the value has no ${name}`);
      return found;
    };
  }

  #error({ loc }: hbs.AST.Node, problem: string): Error {
    return new Error(`templates/${this.#name}.hbs:${loc.start.line}:${loc.start.column + 1}: ${problem}`);
  }
}

const DATA: Readonly<Record<string, Read>> = {
  root: (_, { root }) => root,
  index: (_, { index }) => index,
  first: (_, { index }) => index === 0,
  last: (_, { isLast }) => isLast,
};

function eachOf(read: Read, inner: Program): Program {
  return (value, frame, text) => {
    const rest = (read(value, frame) as Iterable<unknown>)[Symbol.iterator]();
    let item = rest.next();
    for (let index = 0; !item.done; index++) {
      const next = rest.next();
      inner(item.value, { root: frame.root, index, isLast: next.done === true }, text);
      item = next;
    }
  };
}

/** As Handlebars sees it: an empty text, list or nothing is not there, nor are 0 and false. */
function isThere(value: unknown): boolean {
  return Array.isArray(value) ? value.length > 0 : Boolean(value);
}
