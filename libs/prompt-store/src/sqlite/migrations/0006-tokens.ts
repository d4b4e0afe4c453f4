/** Keys with which programs ask as somebody. */
export const schema = `
CREATE TABLE token (
  id           TEXT    PRIMARY KEY,
  hash         TEXT    NOT NULL UNIQUE,  -- SHA-256, in hex; the token itself is not kept
  name         TEXT    NOT NULL,
  scopes       TEXT    NOT NULL,         -- with a space between them
  ending       TEXT    NOT NULL,         -- its last characters, for its owner to know it by
  created_at   INTEGER NOT NULL,
  created_by   TEXT    NOT NULL,
  client       TEXT    NOT NULL,
  expires_at   INTEGER,                  -- never without one
  last_used_at INTEGER,
  revoked_at   INTEGER                   -- kept, to tell who had access and until when
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX token_name ON token (name) WHERE revoked_at IS NULL;
`
