import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Log } from '../log.ts';
import { Commits } from './commits.ts';
import { DataLock } from './data-lock.ts';
import { StoredHistory } from './history.ts';
import { StoredOutbox } from './outbox.ts';
import { type RetentionLimits, retain } from './retention.ts';
import { SequenceFile } from './sequence-file.ts';
import { StoredSettings } from './settings.ts';
import { SqliteFile } from './sqlite-file.ts';
import { StoredState } from './state.ts';
import type { Store } from './store.ts';
import { Trouble } from './trouble.ts';

const HISTORY_TROUBLE = 'the history cannot be written: samples and intervals are not kept until it can.';
const COMMIT_TROUBLE = 'the store cannot be written: reports wait in memory, and are lost if the agent ends.';

/**
 * Opens or creates the store, and beside it a lock and the last sequence number. A corrupt file is set aside and
 * a new one begun. Throws an Error with the remedy where another agent has it, where a newer program wrote it,
 * or where it cannot be read or written.
 */
export function openStore(path: string, limits: RetentionLimits, log: Log): Store {
  const folder = dirname(path);
  createFolder(folder);
  const lock = new DataLock(join(folder, 'kpi1.lock'));
  try {
    return assemble(path, folder, { limits, log, lock });
  } catch (error) {
    lock.release();
    throw error;
  }
}

function createFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    const { message } = error as Error;
    throw new Error(`${folder}: cannot be created (${message}). Choose another dataDir.`, { cause: error });
  }
}

interface Given {
  readonly limits: RetentionLimits;
  readonly log: Log;
  readonly lock: DataLock;
}

function assemble(path: string, folder: string, { limits, log, lock }: Given): Store {
  const sequenceFile = new SequenceFile(join(folder, 'kpi1.sequence'), log);
  const file = new SqliteFile(path, log);
  const commits = new Commits(file, new Trouble(log, COMMIT_TROUBLE));
  const history = new StoredHistory(file, new Trouble(log, HISTORY_TROUBLE), log);
  return {
    history,
    outbox: new StoredOutbox(file, commits, sequenceFile, log),
    settings: new StoredSettings(file, commits),
    state: new StoredState(file, commits),
    transaction: (work) => commits.transaction(work),
    *retain(now) {
      commits.flush();
      yield* retain(file, history, limits, now);
    },
    close() {
      commits.flush();
      file.close();
      sequenceFile.close();
      lock.release();
    },
  };
}
