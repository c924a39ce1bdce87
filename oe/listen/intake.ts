import type { ReceivedReport } from './received-report.ts';
import { SequenceLog } from './sequence-log.ts';

/** Where reports go. Resolves once they are kept there. */
export type Keep = (line: string) => Promise<void>;
/** Told what people should know: repeats, gaps, senders refused. */
export type Tell = (what: string) => void;

/** Takes reports, whatever the binding: keeps each once, and tells of repeats and gaps. */
export class Intake {
  readonly #keep: Keep;
  readonly #tell: Tell;
  readonly #log = new SequenceLog();
  /** Reports on their way to where they are kept. */
  readonly #underway = new Map<string, Promise<void>>();

  constructor(keep: Keep, tell: Tell) {
    this.#keep = keep;
    this.#tell = tell;
  }

  /** Notes a report that was kept before this program started. */
  remember(report: ReceivedReport): void {
    this.#log.note(report);
  }

  /** Whether this report, of which only its begin may be here, is kept already. */
  has(report: ReceivedReport): boolean {
    return this.#log.has(report);
  }

  /** Resolves when the report is kept, and may be acknowledged: now or, of one that comes again, before. */
  async take(report: ReceivedReport): Promise<void> {
    const key = this.#log.keyOf(report);
    const underway = key === undefined ? undefined : this.#underway.get(key);
    if (underway) {
      await underway;
    } else if (!this.#log.has(report)) {
      const kept = this.#keep(JSON.stringify(report));
      if (key !== undefined) this.#underway.set(key, kept);
      await kept.finally(() => key !== undefined && this.#underway.delete(key));
    }
    this.#note(report);
  }

  summaries(): string[] {
    return this.#log.summaries();
  }

  #note(report: ReceivedReport): void {
    const finding = this.#log.note(report);
    const which = `${report.instanceId}: report ${report.sequence} over ${report.via}`;
    switch (finding.kind) {
      case 'repeat':
        this.#tell(`${which} came again`);
        break;
      case 'gap':
        this.#tell(`${which} came, and ${range(finding.from, finding.to)} before it did not`);
        break;
      case 'late':
        this.#tell(`${which} came late`);
        break;
      case 'renumbered':
        this.#tell(`${which}: the instance numbers its reports anew`);
        break;
      case 'next':
        break;
    }
  }
}

function range(from: number, to: number): string {
  return from === to ? `report ${from}` : `reports ${from} to ${to}`;
}
