import type { Commits } from './commits.ts';
import type { SqliteFile } from './sqlite-file.ts';
import type { SettingChange, SettingStore, StoredSetting } from './store.ts';

/** Changes kept for the audit. */
const CHANGES_KEPT = 10_000;

type ChangeRow = readonly [number, string, string, string, string | null, string | null];

/** Settings, all of them in memory too, and the audit of their changes (KPIinOMA 6.1.3). */
export class StoredSettings implements SettingStore {
  readonly #file: SqliteFile;
  readonly #commits: Commits;
  #settings: ReadonlyMap<string, StoredSetting>;
  #unsaved: readonly string[] = [];
  #unsavedChanges: readonly SettingChange[] = [];

  constructor(file: SqliteFile, commits: Commits) {
    this.#file = file;
    this.#commits = commits;
    this.#settings = readSettings(file);
    file.onReplaced(() => {
      this.#unsaved = [...this.#settings.keys()];
    });
    commits.add({ save: () => this.#save(), saved: () => this.#saved() });
  }

  all(): StoredSetting[] {
    return [...this.#settings.values()];
  }

  apply(
    settings: readonly (Omit<StoredSetting, 'value'> & { value?: string })[],
    changes: readonly SettingChange[],
  ): void {
    const [before, unsaved, unsavedChanges] = [this.#settings, this.#unsaved, this.#unsavedChanges];
    const after = new Map(before);
    for (const { info, item, value, base } of settings) {
      if (value === undefined) after.delete(keyOf(info, item));
      else after.set(keyOf(info, item), { info, item, value, base });
    }
    this.#settings = after;
    this.#unsaved = [...unsaved, ...settings.map(({ info, item }) => keyOf(info, item))];
    this.#unsavedChanges = [...unsavedChanges, ...changes];
    this.#commits.changed({
      durably: true,
      orFail: true,
      undo: () => {
        this.#settings = before;
        this.#unsaved = unsaved;
        this.#unsavedChanges = unsavedChanges;
      },
    });
  }

  changes(count: number): SettingChange[] {
    const stored = this.#file.all(
      `SELECT at, changed_by, info, item, old_value, new_value FROM setting_change ORDER BY id DESC LIMIT ?`,
      count,
    ) as unknown as ChangeRow[];
    const unsaved = this.#unsavedChanges.toReversed();
    return [...unsaved, ...stored.map(readChange)].slice(0, count);
  }

  #save(): void {
    for (const key of this.#unsaved) {
      const setting = this.#settings.get(key);
      const [info, item] = JSON.parse(key) as [string, string];
      if (!setting) this.#file.run('DELETE FROM setting WHERE info = ? AND item = ?', info, item);
      else {
        const { value, base = null } = setting;
        this.#file.run('INSERT OR REPLACE INTO setting VALUES (?, ?, ?, ?)', info, item, value, base);
      }
    }
    for (const { at, by, info, item, from = null, to = null } of this.#unsavedChanges) {
      this.#file.run(
        `INSERT INTO setting_change (at, changed_by, info, item, old_value, new_value) VALUES (?, ?, ?, ?, ?, ?)`,
        ...[at, by, info, item, from, to],
      );
    }
    if (this.#unsavedChanges.length === 0) return;
    const old = 'SELECT max(id) - ? FROM setting_change';
    this.#file.run(`DELETE FROM setting_change WHERE id <= (${old})`, CHANGES_KEPT);
  }

  #saved(): void {
    this.#unsaved = [];
    this.#unsavedChanges = [];
  }
}

function keyOf(info: string, item: string): string {
  return JSON.stringify([info, item]);
}

function readSettings(file: SqliteFile): Map<string, StoredSetting> {
  const rows = file.all('SELECT info, item, value, base FROM setting ORDER BY info, item');
  return new Map(
    (rows as unknown as [string, string, string, string | null][]).map(([info, item, value, base]) => [
      keyOf(info, item),
      { info, item, value, base: base ?? undefined },
    ]),
  );
}

function readChange([at, by, info, item, from, to]: ChangeRow): SettingChange {
  return { at, by, info, item, from: from ?? undefined, to: to ?? undefined };
}
