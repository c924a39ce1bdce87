import { Malformed } from './byte-reader.ts';
import type { Section } from './chunk-codec.ts';
import { decodeRecord } from './record-codec.ts';
import type { SqliteFile } from './sqlite-file.ts';

export interface LoggedSection extends Section {
  /** Id of the record it is of. */
  readonly record: number;
}

/** One row of the log. */
export interface LogRecord {
  readonly at: number;
  readonly sections: readonly (readonly [group: number, octets: Uint8Array])[];
}

interface Group {
  sections: LoggedSection[];
  octets: number;
}

interface Kept {
  readonly octets: number;
  /** Sections that are in no chunk yet. */
  unsealed: number;
}

/** What the log table holds, in memory too: sections by group, until they are sealed into a chunk. */
export class UnsealedLog {
  readonly #groups = new Map<number, Group>();
  readonly #records = new Map<number, Kept>();
  readonly #done: number[] = [];
  #octets = 0;
  #nextRecord = 1;

  /** `unreadable` is told of a record that is malformed. */
  constructor(file: SqliteFile, unreadable: (record: number, reason: Malformed) => void) {
    const sealed = new Map(
      file.all('SELECT series_group, log_id FROM sealed') as unknown as [number, number][],
    );
    for (const id of sealed.values()) this.#nextRecord = Math.max(this.#nextRecord, id + 1);
    const rows = file.all('SELECT id, at FROM log ORDER BY id') as unknown as [number, number][];
    for (const [id, at] of rows) {
      const [octets] = file.get('SELECT record FROM log WHERE id = ?', id) as [Uint8Array];
      try {
        const sections = decodeRecord(octets).filter(([group]) => (sealed.get(group) ?? 0) < id);
        this.add(id, { at, sections }, octets.length);
      } catch (error) {
        if (!(error instanceof Malformed)) throw error;
        unreadable(id, error);
        this.#done.push(id);
      }
    }
  }

  /** The id that the next record is to have. */
  get nextRecord(): number {
    return this.#nextRecord;
  }

  /** Octets of all records that are not done with. */
  get octets(): number {
    return this.#octets;
  }

  get groups(): Iterable<number> {
    return this.#groups.keys();
  }

  sectionsOf(group: number): readonly LoggedSection[] {
    return this.#groups.get(group)?.sections ?? [];
  }

  octetsOf(group: number): number {
    return this.#groups.get(group)?.octets ?? 0;
  }

  /** The group that holds back the oldest record. */
  oldestGroup(): number | undefined {
    const [record] = this.#records.keys();
    for (const [group, { sections }] of this.#groups) {
      if (sections[0]?.record === record) return group;
    }
    return undefined;
  }

  add(record: number, { at, sections }: LogRecord, octets: number): void {
    this.#nextRecord = Math.max(this.#nextRecord, record + 1);
    for (const [id, section] of sections) {
      const group = this.#groups.get(id) ?? { sections: [], octets: 0 };
      this.#groups.set(id, group);
      group.sections.push({ record, at, octets: section });
      group.octets += section.length + SECTION_COST;
    }
    if (sections.length === 0) {
      this.#done.push(record);
      return;
    }
    this.#records.set(record, { octets, unsealed: sections.length });
    this.#octets += octets;
  }

  /** The first `count` sections of the group are in a chunk now, or given up. */
  sealed(id: number, count: number): void {
    const group = this.#groups.get(id);
    for (const { record, octets } of group?.sections.splice(0, count) ?? []) {
      if (group) group.octets -= octets.length + SECTION_COST;
      const kept = this.#records.get(record);
      if (!kept) continue;
      kept.unsealed -= 1;
      if (kept.unsealed > 0) continue;
      this.#records.delete(record);
      this.#octets -= kept.octets;
      this.#done.push(record);
    }
    if (group?.sections.length === 0) this.#groups.delete(id);
  }

  /** Records of which every section is sealed: they may go. */
  done(most: number): readonly number[] {
    return this.#done.slice(0, most);
  }

  removed(count: number): void {
    this.#done.splice(0, count);
  }
}

/** What a section takes beside its octets, so that groups of few series are sealed in time too. */
const SECTION_COST = 32;
