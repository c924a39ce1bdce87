import { type PmItem, RESERVED_ITEMS } from '../../messages/message.ts';
import { type ReceivedReport, receivedReport } from './received-report.ts';

/** One notification of a report (kpi1PmReport). */
export interface ReportPart {
  readonly from: string;
  readonly instanceId: string;
  readonly identifier: string;
  readonly sequence: number;
  /** From 1, of so many. */
  readonly part: number;
  readonly parts: number;
  /** As xs:dateTime. */
  readonly begin: string;
  readonly end: string;
  readonly items: readonly PmItem[];
}

/** So many reports may lack parts; of more, those that began first are given up. */
const MAX_UNFINISHED = 256;
/** A sender that claims more parts than this is no agent. */
const MAX_PARTS = 10_000;

/** Puts the parts of reports together, in whatever order they come. */
export class ReportParts {
  readonly #unfinished = new Map<string, Map<number, ReportPart>>();
  readonly #tell: (what: string) => void;

  /** `tell`: of reports that are given up. */
  constructor(tell: (what: string) => void) {
    this.#tell = tell;
  }

  get hasUnfinished(): boolean {
    return this.#unfinished.size > 0;
  }

  /** The report, where this is its last missing part. It is remembered until it is finished. */
  add(part: ReportPart): ReceivedReport | undefined {
    if (!(part.part >= 1 && part.part <= part.parts && part.parts <= MAX_PARTS)) {
      this.#tell(
        `${part.instanceId}: part ${part.part} of ${part.parts} of report ${part.sequence} makes no sense`,
      );
      return undefined;
    }
    const key = keyOf(part);
    const known = this.#unfinished.get(key) ?? new Map<number, ReportPart>();
    known.set(part.part, part);
    this.#unfinished.set(key, known);
    if (known.size < part.parts) {
      this.#giveUp(MAX_UNFINISHED);
      return undefined;
    }
    return toReport([...known.values()].sort((a, b) => a.part - b.part));
  }

  /** The report that this is a part of is kept. */
  finish(part: ReportPart): void {
    this.#unfinished.delete(keyOf(part));
  }

  /** Tells what parts never came. */
  close(): void {
    this.#giveUp(0);
  }

  #giveUp(most: number): void {
    for (const [key, parts] of this.#unfinished) {
      if (this.#unfinished.size <= most) return;
      this.#unfinished.delete(key);
      const [first] = parts.values();
      if (first) {
        const { instanceId, sequence } = first;
        this.#tell(`${instanceId}: of report ${sequence} only ${parts.size} of ${first.parts} parts came`);
      }
    }
  }
}

function keyOf({ instanceId, identifier, sequence, parts, begin, end }: ReportPart): string {
  return JSON.stringify([instanceId, identifier, sequence, parts, begin, end]);
}

/** The report as the other bindings have it, with its reserved items. */
export function toReport(parts: readonly ReportPart[]): ReceivedReport {
  const { from, instanceId, identifier, sequence, begin, end } = parts[0] as ReportPart;
  const reserved = [
    { name: RESERVED_ITEMS.sequence, value: String(sequence) },
    { name: RESERVED_ITEMS.begin, value: begin },
    { name: RESERVED_ITEMS.end, value: end },
    { name: RESERVED_ITEMS.granularity, value: String((Date.parse(end) - Date.parse(begin)) / 1000) },
  ];
  const items = parts.flatMap((part) => part.items);
  return receivedReport('snmp', from, instanceId, [{ identifier, items: [...reserved, ...items] }]);
}
