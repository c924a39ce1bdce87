import type { Log } from '../log.ts';
import type { PmReport } from '../report/pm-report.ts';
import type { TargetMemory } from '../report/report-target.ts';
import type { Commits } from './commits.ts';
import { ReportShelf } from './report-shelf.ts';
import type { SequenceFile } from './sequence-file.ts';
import type { SqliteFile } from './sqlite-file.ts';
import type { Outbox } from './store.ts';

/** Reports kept that every target has acknowledged. */
const REPORTS_KEPT = 256;

interface Target {
  /** All reports up to this one are acknowledged, or were given up. */
  acknowledged: number;
  memory: string;
}

/** Reports, and where each target has come to: in memory and on disk (KPIinOMA 6.1.2). */
export class StoredOutbox implements Outbox {
  readonly #file: SqliteFile;
  readonly #commits: Commits;
  readonly #sequenceFile: SequenceFile;
  readonly #reports: ReportShelf;
  readonly #targets: Map<string, Target>;
  readonly #unsaved = new Set<string>();
  #lastSequence: number;

  constructor(file: SqliteFile, commits: Commits, sequenceFile: SequenceFile, log: Log) {
    this.#file = file;
    this.#commits = commits;
    this.#sequenceFile = sequenceFile;
    this.#reports = new ReportShelf(file, log);
    this.#targets = readTargets(file);
    const [given = 0] = file.get("SELECT seq FROM sqlite_sequence WHERE name = 'report'") ?? [];
    this.#lastSequence = Math.max(given as number, sequenceFile.last);
    // The last run may have ended between the two.
    if (this.#lastSequence > sequenceFile.last) sequenceFile.write(this.#lastSequence);
    file.onReplaced(() => {
      for (const name of this.#targets.keys()) this.#unsaved.add(name);
    });
    commits.add({ save: () => this.#save(), saved: () => this.#saved() });
  }

  get lastSequence(): number {
    return this.#lastSequence;
  }

  append(report: Omit<PmReport, 'sequence'>): PmReport {
    const sequence = this.#lastSequence + 1;
    const numbered = { ...report, sequence };
    this.#lastSequence = sequence;
    this.#reports.put(numbered);
    this.#removeDelivered();
    this.#commits.changed({
      durably: true,
      undo: () => {
        this.#reports.takeBack(sequence);
        this.#lastSequence = sequence - 1;
      },
      done: () => this.#sequenceFile.write(sequence),
    });
    return numbered;
  }

  openTargets(names: readonly string[]): void {
    const before = new Map(this.#targets);
    for (const name of before.keys()) if (!names.includes(name)) this.#targets.delete(name);
    for (const name of names) {
      if (!before.has(name)) this.#targets.set(name, { acknowledged: this.#lastSequence, memory: '' });
    }
    for (const name of [...before.keys(), ...names]) {
      if (before.has(name) !== this.#targets.has(name)) this.#unsaved.add(name);
    }
    this.#commits.changed({
      undo: () => {
        this.#targets.clear();
        for (const [name, target] of before) this.#targets.set(name, target);
      },
    });
  }

  next(target: string): PmReport | undefined {
    const known = this.#targets.get(target);
    return known && this.#reports.firstAfter(known.acknowledged);
  }

  acknowledge(target: string, sequence: number): void {
    const known = this.#targets.get(target);
    if (!known || sequence <= known.acknowledged) return;
    // A lost acknowledgement is a repeat, which receivers can tell: not worth waiting for the disk.
    this.#change(target, known, { acknowledged: Math.min(sequence, this.#lastSequence) }, false);
  }

  backlog(target: string): number {
    const known = this.#targets.get(target);
    return known ? this.#reports.countAfter(known.acknowledged) : 0;
  }

  trim(target: string, most: number): number {
    const dropped = Math.max(0, this.backlog(target) - most);
    if (dropped === 0) return 0;
    const { sequences } = this.#reports;
    const last = sequences[sequences.length - most - 1] as number;
    this.acknowledge(target, last);
    return dropped;
  }

  latest(count: number): PmReport[] {
    return this.#reports.latest(count);
  }

  memoryOf(target: string): TargetMemory {
    return {
      get: () => this.#targets.get(target)?.memory ?? '',
      set: (memory) => {
        const known = this.#targets.get(target);
        if (known && known.memory !== memory) this.#change(target, known, { memory }, true);
      },
    };
  }

  #change(name: string, target: Target, to: Partial<Target>, durably: boolean): void {
    const before = { ...target };
    Object.assign(target, to);
    this.#unsaved.add(name);
    this.#commits.changed({ durably, undo: () => Object.assign(target, before) });
  }

  #removeDelivered(): void {
    let everywhere = this.#lastSequence;
    for (const { acknowledged } of this.#targets.values()) everywhere = Math.min(everywhere, acknowledged);
    this.#reports.removeUpTo(everywhere, REPORTS_KEPT);
  }

  #save(): void {
    this.#reports.save();
    for (const name of this.#unsaved) {
      const target = this.#targets.get(name);
      if (!target) this.#file.run('DELETE FROM target WHERE name = ?', name);
      else {
        const { acknowledged, memory } = target;
        this.#file.run('INSERT OR REPLACE INTO target VALUES (?, ?, ?)', name, acknowledged, memory);
      }
    }
  }

  #saved(): void {
    this.#reports.saved();
    this.#unsaved.clear();
  }
}

function readTargets(file: SqliteFile): Map<string, Target> {
  const rows = file.all('SELECT name, acknowledged, memory FROM target');
  return new Map(
    (rows as unknown as [string, number, string][]).map(([name, acknowledged, memory]) => [
      name,
      { acknowledged, memory },
    ]),
  );
}
