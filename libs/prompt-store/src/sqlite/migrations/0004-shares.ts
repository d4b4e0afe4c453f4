import type { DatabaseSync } from 'node:sqlite'
import { v7 as uuidv7 } from 'uuid'

/**
 * Links that show one prompt to whoever has them. Those that another program gave out were kept
 * already; they show what a caller gets who asks for no version.
 */
const schema = `
ALTER TABLE share RENAME TO former_share;

CREATE TABLE share (
  id             TEXT    PRIMARY KEY,
  token_hash     TEXT    NOT NULL UNIQUE,  -- SHA-256, in hex; the token itself is not kept
  prompt         TEXT    NOT NULL REFERENCES prompt (id),
  n              INTEGER,                  -- the version that it always shows
  label          TEXT,                     -- or the label whose version it shows
  created_at     INTEGER NOT NULL,
  created_by     TEXT    NOT NULL,
  client         TEXT    NOT NULL,
  expires_at     INTEGER,                  -- never without one
  views          INTEGER NOT NULL,
  last_viewed_at INTEGER,
  revoked_at     INTEGER,                  -- kept, or an import would bring the link back
  CHECK (n IS NULL OR label IS NULL),
  FOREIGN KEY (prompt, n) REFERENCES version (prompt, n)
) STRICT, WITHOUT ROWID;
`

const indexes = `
DROP TABLE former_share;
CREATE INDEX share_prompt ON share (prompt, created_at, id) WHERE revoked_at IS NULL;
CREATE INDEX share_created ON share (created_at, id) WHERE revoked_at IS NULL;
CREATE INDEX share_of_any_state ON share (prompt);
`

/** Applies it, for the links that are there as well. */
export function migrate(database: DatabaseSync): void {
  database.exec(schema)
  const copy = database.prepare(`
    INSERT INTO share (id, token_hash, prompt, created_at, created_by, client, expires_at, views)
    SELECT ?, token_hash, prompt, created_at, 'local', 'import', expires_at, views
      FROM former_share
     WHERE token_hash = ?`)
  const former = database.prepare('SELECT token_hash FROM former_share').all()
  for (const { token_hash } of former) copy.run(uuidv7(), token_hash ?? null)
  database.exec(indexes)
}
