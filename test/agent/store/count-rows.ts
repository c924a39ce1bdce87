import Libsql from 'libsql';

/** How many rows a table has, as another program sees it. */
export function countRows(path: string, table: string): number {
  const database = new Libsql(path);
  try {
    return (database.prepare(`SELECT count(*) FROM ${table}`).raw().get() as [number])[0];
  } finally {
    database.close();
  }
}
