import type { Findings, Subject } from '../finding.ts';

/** What one kpi1PmReport says of its report. */
export interface Part {
  readonly identifier: string;
  readonly sequence: number;
  readonly part: number;
  readonly parts: number;
  /** Begin and end, as they came. */
  readonly interval: string;
  /** The instances that it reports. */
  readonly oids: readonly string[];
}

interface Report {
  readonly first: Part;
  readonly came: Set<number>;
  readonly oids: Set<string>;
}

/** Puts the parts of reports together, and finds those that do not fit each other. */
export class ReportSequences {
  /** Names of the modules of which a whole report came. */
  readonly whole = new Set<string>();
  readonly #findings: Findings;
  readonly #reports = new Map<number, Report>();

  constructor(findings: Findings) {
    this.#findings = findings;
  }

  take(part: Part, subject: Subject): void {
    const { sequence, identifier, interval } = part;
    const said = `part ${part.part} of ${part.parts}`;
    if (part.part < 1 || part.part > part.parts) {
      this.#findings.add('REPORT-PARTS', subject, 'a part from 1 to the number of parts', said);
      return;
    }
    const report = this.#reports.get(sequence) ?? { first: part, came: new Set(), oids: new Set() };
    this.#reports.set(sequence, report);
    const { first, came, oids } = report;
    if (first.identifier !== identifier || first.interval !== interval || first.parts !== part.parts) {
      const expected = `as the other parts of report ${sequence}: ${first.identifier}, ${first.parts} parts, one interval`;
      this.#findings.add('REPORT-PARTS', subject, expected, `${identifier}, ${said}`);
      return;
    }
    // A report that is sent again is no mistake.
    if (came.has(part.part)) return;
    came.add(part.part);
    for (const oid of part.oids) {
      if (oids.has(oid)) this.#findings.add('REPORT-OBJECT', subject, 'each instance once', `${oid} twice`);
      oids.add(oid);
    }
    if (came.size === part.parts) this.whole.add(identifier);
  }
}
