import type { Commits } from './commits.ts';
import type { SqliteFile } from './sqlite-file.ts';
import type { StateStore } from './store.ts';

/** Small texts by name, all of them in memory too. */
export class StoredState implements StateStore {
  readonly #commits: Commits;
  readonly #texts: Map<string, string>;
  readonly #unsaved = new Set<string>();

  constructor(file: SqliteFile, commits: Commits) {
    this.#commits = commits;
    this.#texts = new Map(file.all('SELECT name, text FROM state') as unknown as [string, string][]);
    file.onReplaced(() => {
      for (const key of this.#texts.keys()) this.#unsaved.add(key);
    });
    commits.add({
      save: () => {
        for (const key of this.#unsaved) this.#save(file, key);
      },
      saved: () => this.#unsaved.clear(),
    });
  }

  get(key: string): string | undefined {
    return this.#texts.get(key);
  }

  set(key: string, text: string): void {
    const before = this.#texts.get(key);
    if (before === text) return;
    this.#texts.set(key, text);
    this.#unsaved.add(key);
    this.#commits.changed({
      durably: true,
      undo: () => {
        if (before === undefined) this.#texts.delete(key);
        else this.#texts.set(key, before);
      },
    });
  }

  /** A change that was undone leaves its key here: what is in memory then is written once more. */
  #save(file: SqliteFile, key: string): void {
    const text = this.#texts.get(key);
    if (text === undefined) file.run('DELETE FROM state WHERE name = ?', key);
    else file.run('INSERT OR REPLACE INTO state (name, text) VALUES (?, ?)', key, text);
  }
}
