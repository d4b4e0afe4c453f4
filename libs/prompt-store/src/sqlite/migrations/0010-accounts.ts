/** People who log in, the sessions of their browsers, and tokens that are limited or renewed. */
export const schema = `
ALTER TABLE token ADD COLUMN folders TEXT;             -- a list in JSON; everything without one
ALTER TABLE token ADD COLUMN previous_hash TEXT;       -- of what it was before its last rotation
ALTER TABLE token ADD COLUMN previous_ends_at INTEGER; -- until then that is good as well

CREATE UNIQUE INDEX token_previous ON token (previous_hash) WHERE previous_hash IS NOT NULL;

CREATE TABLE account (
  id                  TEXT    PRIMARY KEY,
  name                TEXT    NOT NULL UNIQUE,
  password            TEXT    NOT NULL,   -- Argon2id in the PHC string format
  scopes              TEXT    NOT NULL,   -- with a space between them
  created_at          INTEGER NOT NULL,
  created_by          TEXT    NOT NULL,
  password_changed_at INTEGER NOT NULL,
  last_login_at       INTEGER
) STRICT, WITHOUT ROWID;

-- Of an account, or of a token that somebody logged in with; it ends with them.
CREATE TABLE login_session (
  id           TEXT    PRIMARY KEY,
  hash         TEXT    NOT NULL UNIQUE,   -- SHA-256, in hex; the cookie itself is not kept
  account      TEXT    REFERENCES account (id) ON DELETE CASCADE,
  token        TEXT    REFERENCES token (id),
  address      TEXT    NOT NULL,
  client       TEXT    NOT NULL,          -- what the browser says it is
  created_at   INTEGER NOT NULL,
  last_used_at INTEGER NOT NULL,
  ends_at      INTEGER NOT NULL,          -- used or not
  CHECK ((account IS NULL) <> (token IS NULL))
) STRICT, WITHOUT ROWID;

CREATE INDEX login_session_account ON login_session (account);
CREATE INDEX login_session_token ON login_session (token);

-- Whoever fails to log in must wait, on all processes and after a restart too.
CREATE TABLE login_attempts (
  subject      TEXT    PRIMARY KEY,       -- an account, or an account and an address, hashed
  failures     INTEGER NOT NULL,
  last_at      INTEGER NOT NULL,
  closed_until INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX login_attempts_last ON login_attempts (last_at);
`
