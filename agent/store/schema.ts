/**
 * The tables, version by version; PRAGMA user_version says to which a file has come. What a release has shipped
 * never changes: a new version is a new entry.
 */
export const MIGRATIONS: readonly string[] = [
  `
  -- A row of a measurement or of a KPI: index_values is JSON. Each 128 ids in a row are a group.
  CREATE TABLE series (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    module TEXT NOT NULL,
    name TEXT NOT NULL,
    index_values TEXT NOT NULL
  );
  -- What came last, one row a moment: sections of many groups, in record-codec.ts' form.
  CREATE TABLE log (id INTEGER PRIMARY KEY, at INTEGER NOT NULL, record BLOB NOT NULL);
  -- What came before: 16 series from the first one on over some time, one by one, in chunk-codec.ts' form.
  CREATE TABLE chunk (
    id INTEGER PRIMARY KEY,
    first_series INTEGER NOT NULL,
    begins INTEGER NOT NULL,
    ends INTEGER NOT NULL,
    octets BLOB NOT NULL
  );
  CREATE INDEX chunk_of_series ON chunk (first_series, ends, begins);
  CREATE INDEX chunk_by_age ON chunk (ends);
  -- The last record of the log whose section of the group is in chunks.
  CREATE TABLE sealed (series_group INTEGER PRIMARY KEY, log_id INTEGER NOT NULL);

  CREATE TABLE report (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT,
    identifier TEXT NOT NULL,
    begins INTEGER NOT NULL,
    ends INTEGER NOT NULL,
    validity TEXT,
    items BLOB NOT NULL
  );
  CREATE TABLE target (name TEXT PRIMARY KEY, acknowledged INTEGER NOT NULL, memory TEXT NOT NULL) WITHOUT ROWID;

  CREATE TABLE setting (
    info TEXT NOT NULL,
    item TEXT NOT NULL,
    value TEXT NOT NULL,
    base TEXT,
    PRIMARY KEY (info, item)
  ) WITHOUT ROWID;
  CREATE TABLE setting_change (
    id INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    changed_by TEXT NOT NULL,
    info TEXT NOT NULL,
    item TEXT NOT NULL,
    old_value TEXT,
    new_value TEXT
  );
  CREATE TABLE state (name TEXT PRIMARY KEY, text TEXT NOT NULL) WITHOUT ROWID;
  `,
];

/** Tables small enough to be checked at each start; a page of the others is found malformed when it is used. */
export const CHECKED_TABLES = ['series', 'sealed', 'target', 'setting', 'setting_change', 'state'];
