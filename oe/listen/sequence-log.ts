import { type ReceivedReport, reservedItem } from './received-report.ts';

/** What the sequence number of a report says of it. */
export type SequenceFinding =
  | { readonly kind: 'next' | 'repeat' | 'renumbered' | 'late' }
  /** These are missing before it: their first and last number. */
  | { readonly kind: 'gap'; readonly from: number; readonly to: number };

/** What has arrived of one instance over one binding. */
interface Stream {
  /** What each report was of, to tell a repeat from another report of the same number. */
  readonly seen: Map<number, string>;
  first: number;
  highest: number;
  reports: number;
  repeats: number;
  /** Numbers that have not come, as ranges. */
  gaps: { from: number; to: number }[];
}

/** So many reports of an instance are remembered; repeats come soon or never. */
const REMEMBERED = 10_000;
const REMEMBERED_GAPS = 1000;

/** Tells repeats and gaps by instance and sequence number (KPIinOMA 8.2.2.1). Each binding has its own account. */
export class SequenceLog {
  readonly #streams = new Map<string, Stream>();

  /** Whether a report of this number has been noted, of this interval. */
  has(report: ReceivedReport): boolean {
    const { sequence } = report;
    return sequence !== undefined && this.#streamOf(report)?.seen.get(sequence) === subjectOf(report);
  }

  /** One text for the same report; undefined where the sender gives no number. */
  keyOf(report: ReceivedReport): string | undefined {
    const { sequence } = report;
    return sequence === undefined ? undefined : `${nameOf(report)} ${sequence} ${subjectOf(report)}`;
  }

  /** Notes a report that was kept, or that came again. One without a number is always the next. */
  note(report: ReceivedReport): SequenceFinding {
    const { sequence } = report;
    if (sequence === undefined) return { kind: 'next' };
    const stream = this.#streamOf(report) ?? this.#open(report, sequence);
    if (this.has(report)) {
      stream.repeats += 1;
      return { kind: 'repeat' };
    }
    return this.#noteNew(report, sequence, stream);
  }

  /** A line for each instance and binding. */
  summaries(): string[] {
    return [...this.#streams].map(([name, { reports, first, highest, gaps, repeats }]) => {
      const missing = gaps.reduce((sum, { from, to }) => sum + to - from + 1, 0);
      const numbers = first === highest ? `number ${first}` : `numbers ${first} to ${highest}`;
      return `${name}: ${reports} reports, ${numbers}; ${missing} missing, ${repeats} came again`;
    });
  }

  #noteNew(report: ReceivedReport, sequence: number, stream: Stream): SequenceFinding {
    const { highest, gaps } = stream;
    const gap = gaps.find(({ from, to }) => sequence >= from && sequence <= to);
    stream.reports += 1;
    if (stream.seen.has(sequence) || (sequence <= highest && !gap)) {
      stream.seen.clear();
      Object.assign(stream, { first: sequence, highest: sequence, gaps: [] });
      remember(stream, report, sequence);
      return { kind: 'renumbered' };
    }
    remember(stream, report, sequence);
    if (gap) {
      const rest = [
        { from: gap.from, to: sequence - 1 },
        { from: sequence + 1, to: gap.to },
      ];
      gaps.splice(gaps.indexOf(gap), 1, ...rest.filter(({ from, to }) => from <= to));
      return { kind: 'late' };
    }
    stream.highest = sequence;
    if (sequence === highest + 1) return { kind: 'next' };
    gaps.push({ from: highest + 1, to: sequence - 1 });
    if (gaps.length > REMEMBERED_GAPS) gaps.shift();
    return { kind: 'gap', from: highest + 1, to: sequence - 1 };
  }

  #streamOf(report: ReceivedReport): Stream | undefined {
    return this.#streams.get(nameOf(report));
  }

  #open(report: ReceivedReport, sequence: number): Stream {
    const stream: Stream = {
      seen: new Map(),
      first: sequence,
      highest: sequence - 1,
      reports: 0,
      repeats: 0,
      gaps: [],
    };
    this.#streams.set(nameOf(report), stream);
    return stream;
  }
}

function remember({ seen }: Stream, report: ReceivedReport, sequence: number): void {
  seen.set(sequence, subjectOf(report));
  const [oldest] = seen.keys();
  if (seen.size > REMEMBERED && oldest !== undefined) seen.delete(oldest);
}

function nameOf({ instanceId, via }: ReceivedReport): string {
  return `${instanceId} over ${via}`;
}

/** Agents that begin their numbers anew use one again for other figures, or another time. */
function subjectOf(report: ReceivedReport): string {
  const identifiers = report.measurements.map(({ identifier }) => identifier).join(' ');
  return `${identifiers} ${reservedItem(report, 'begin')} ${reservedItem(report, 'end')}`;
}
