import type { Steps } from '../../slices.ts';
import { type LineSample, parseSampleLine, readMetricName } from './sample-line.ts';

export interface PrometheusSample extends LineSample {
  /** 1-based. */
  readonly line: number;
}

/** A line that cannot be read. */
export interface LineProblem {
  /** 1-based. */
  readonly line: number;
  /** The metric the line begins with; absent where it begins with no name. */
  readonly metric?: string;
  readonly reason: string;
}

/** What a scrape says, or why it is refused as a whole. */
export type Exposition =
  | {
      readonly ok: true;
      readonly samples: readonly PrometheusSample[];
      readonly problems: readonly LineProblem[];
    }
  | { readonly ok: false; readonly reason: string };

export interface ParseOptions {
  /** The body calls itself OpenMetrics: it must end with `# EOF`. */
  readonly openMetrics?: boolean;
  /** Metrics whose lines are read; of the others only the names are. Default: all. */
  readonly only?: ReadonlySet<string>;
}

/** Longest line read, in characters. */
const MAX_LINE = 65_536;
/** Most samples and most problems taken from one scrape: what a body of short lines may cost in memory. */
const MAX_SAMPLES = 500_000;
const MAX_PROBLEMS = 1000;
/** So many lines are read in full whatever their names, to tell an exposition from any other text. */
const PROBE_LINES = 20;
/** Lines read before others may have their turn. */
const STEP = 256;

/**
 * Reads the Prometheus text format 0.0.4 and OpenMetrics 1.0. TYPE, HELP and timestamps carry nothing that
 * is needed here and may be missing. A body that was cut off is refused as a whole: its last line must end
 * in a line feed and be a line of the format. Never throws.
 */
export function* parseExposition(text: string, options: ParseOptions = {}): Steps<Exposition> {
  if (text !== '' && !text.endsWith('\n')) return refused('it was cut off: its last line does not end');
  const lines = new LineCursor(text);
  const reading = new ExpositionReader(text, options);
  while (lines.advance()) {
    const reason = reading.take(lines);
    if (reason !== undefined) return refused(reason);
    if (lines.line % STEP === 0) yield;
  }
  return reading.end();
}

/** Names of the metrics in a scrape: what a selector that matches nothing may have meant. */
export function listMetricNames(text: string): Set<string> {
  const names = new Set<string>();
  const lines = new LineCursor(text);
  while (lines.advance()) {
    const name = readMetricName(text, lines.start);
    if (name !== undefined) names.add(name);
  }
  return names;
}

function refused(reason: string): Exposition {
  return { ok: false, reason };
}

/** Steps through a text's lines, blanks before and the line end behind left out. */
class LineCursor {
  readonly #text: string;
  #next = 0;
  /** 1-based. */
  line = 0;
  start = 0;
  end = 0;

  constructor(text: string) {
    this.#text = text;
  }

  get isLast(): boolean {
    return this.#next === this.#text.length;
  }

  advance(): boolean {
    const text = this.#text;
    if (this.isLast) return false;
    const feed = text.indexOf('\n', this.#next);
    const end = feed < 0 ? text.length : feed;
    let start = this.#next;
    while (text[start] === ' ' || text[start] === '\t') start++;
    this.start = Math.min(start, end);
    this.end = end > this.start && text[end - 1] === '\r' ? end - 1 : end;
    this.#next = feed < 0 ? text.length : feed + 1;
    this.line++;
    return true;
  }
}

/** Takes the lines of one exposition. */
class ExpositionReader {
  readonly #text: string;
  readonly #openMetrics: boolean;
  readonly #only: ReadonlySet<string> | undefined;
  readonly #samples: PrometheusSample[] = [];
  readonly #problems: LineProblem[] = [];
  #firstProblem: LineProblem | undefined;
  #read = 0;
  #understood = false;
  #eof = false;

  constructor(text: string, { openMetrics = false, only }: ParseOptions) {
    this.#text = text;
    this.#openMetrics = openMetrics;
    this.#only = only;
  }

  /** Why the whole body is refused, where this line shows it. */
  take(lines: LineCursor): string | undefined {
    const { start, end } = lines;
    if (this.#eof) return `line ${lines.line} comes after # EOF`;
    if (start === end) return undefined;
    if (this.#text[start] === '#') {
      this.#eof = this.#openMetrics && this.#text.slice(start, end) === '# EOF';
      return undefined;
    }
    const metric = readMetricName(this.#text, start);
    const wanted = metric === undefined || (this.#only?.has(metric) ?? true);
    if (!wanted && this.#read >= PROBE_LINES && !lines.isLast) return undefined;
    const sample = this.#readLine(start, end, metric);
    return typeof sample === 'string'
      ? this.#keepProblem(lines, metric, sample, wanted)
      : this.#keepSample(lines, sample, wanted);
  }

  end(): Exposition {
    if (this.#openMetrics && !this.#eof) return refused('it was cut off: # EOF is missing');
    return { ok: true, samples: this.#samples, problems: this.#problems };
  }

  #readLine(start: number, end: number, metric: string | undefined): LineSample | string {
    this.#read++;
    if (metric === undefined) return 'does not begin with the name of a metric';
    if (end - start > MAX_LINE) return `is over ${MAX_LINE} characters long`;
    const read = parseSampleLine(this.#text.slice(start, end), metric);
    return typeof read === 'string' ? `cannot be read: ${read}` : read;
  }

  #keepSample(lines: LineCursor, sample: LineSample, wanted: boolean): string | undefined {
    this.#understood = true;
    if (!wanted) return undefined;
    if (this.#samples.length === MAX_SAMPLES) return `it has over ${MAX_SAMPLES} samples`;
    const { name, labels, value } = sample;
    this.#samples.push({ name, labels, value, line: lines.line });
    return undefined;
  }

  #keepProblem(
    lines: LineCursor,
    metric: string | undefined,
    reason: string,
    wanted: boolean,
  ): string | undefined {
    const problem = { line: lines.line, reason, ...(metric !== undefined && { metric }) };
    this.#firstProblem ??= problem;
    if (!this.#understood && (this.#read >= PROBE_LINES || lines.isLast)) {
      return `it is no Prometheus text: line ${this.#firstProblem.line} ${this.#firstProblem.reason}`;
    }
    if (lines.isLast) return `it was cut off: its last line, ${problem.line}, ${reason}`;
    if (!wanted) return undefined;
    if (this.#problems.length === MAX_PROBLEMS) return `over ${MAX_PROBLEMS} of its lines cannot be read`;
    this.#problems.push(problem);
    return undefined;
  }
}
