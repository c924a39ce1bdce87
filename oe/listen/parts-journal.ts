import { readFileSync } from 'node:fs';
import { AppendFile } from './append-file.ts';
import type { ReportPart } from './report-parts.ts';

/**
 * A file of the parts of reports that are not whole yet. Each part is acknowledged by itself: without the file
 * a restart between two parts would lose the report that they belong to.
 */
export class PartsJournal {
  /** What was in the file when it was opened. */
  readonly parts: readonly ReportPart[];
  readonly #file: AppendFile;

  private constructor(file: AppendFile, parts: readonly ReportPart[]) {
    this.#file = file;
    this.parts = parts;
  }

  static async open(path: string): Promise<PartsJournal> {
    const file = await AppendFile.open(path);
    const parts = readFileSync(path, 'utf8').split('\n').flatMap(readPartLine);
    return new PartsJournal(file, parts);
  }

  /** On disk when it resolves. */
  async add(part: ReportPart): Promise<void> {
    await this.#file.append(JSON.stringify(part));
  }

  /** No report lacks a part any more: forgets them all, at once or the next time. */
  clear(): void {
    this.#file.clear();
  }

  async close(): Promise<void> {
    await this.#file.close();
  }
}

/** None of what a crash left half written: it was not acknowledged. */
function readPartLine(line: string): ReportPart[] {
  try {
    const part = JSON.parse(line) as ReportPart;
    return Array.isArray(part.items) ? [part] : [];
  } catch {
    return [];
  }
}
