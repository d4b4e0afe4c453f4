/** Keys with which programs ask as somebody, people who log in, and the sessions of their browsers. */
export const access = `
CREATE TABLE token (
  id               text   COLLATE "C" PRIMARY KEY,
  hash             text   COLLATE "C" NOT NULL UNIQUE,  -- SHA-256, in hex; the token is not kept
  name             text   COLLATE "C" NOT NULL,
  scopes           text   NOT NULL,      -- with a space between them
  ending           text   NOT NULL,      -- its last characters, for its owner to know it by
  created_at       bigint NOT NULL,
  created_by       text   NOT NULL,
  client           text   NOT NULL,
  expires_at       bigint,               -- never without one
  last_used_at     bigint,
  revoked_at       bigint,               -- kept, to tell who had access and until when
  folders          text,                 -- a list in JSON; everything without one
  previous_hash    text   COLLATE "C",   -- of what it was before its last rotation
  previous_ends_at bigint                -- until then that is good as well
);

CREATE UNIQUE INDEX token_name ON token (name) WHERE revoked_at IS NULL;
CREATE UNIQUE INDEX token_previous ON token (previous_hash) WHERE previous_hash IS NOT NULL;

CREATE TABLE account (
  id                  text   COLLATE "C" PRIMARY KEY,
  name                text   COLLATE "C" NOT NULL UNIQUE,
  password            text   NOT NULL,   -- Argon2id in the PHC string format
  scopes              text   NOT NULL,   -- with a space between them
  created_at          bigint NOT NULL,
  created_by          text   NOT NULL,
  password_changed_at bigint NOT NULL,
  last_login_at       bigint
);

-- Of an account, or of a token that somebody logged in with; it ends with them.
CREATE TABLE login_session (
  id           text   COLLATE "C" PRIMARY KEY,
  hash         text   COLLATE "C" NOT NULL UNIQUE,  -- SHA-256, in hex; the cookie is not kept
  account      text   COLLATE "C" REFERENCES account (id) ON DELETE CASCADE,
  token        text   COLLATE "C" REFERENCES token (id),
  address      text   NOT NULL,
  client       text   NOT NULL,          -- what the browser says it is
  created_at   bigint NOT NULL,
  last_used_at bigint NOT NULL,
  ends_at      bigint NOT NULL,          -- used or not
  CHECK ((account IS NULL) <> (token IS NULL))
);

CREATE INDEX login_session_account ON login_session (account);
CREATE INDEX login_session_token ON login_session (token);

-- Whoever fails to log in must wait, on all processes and after a restart too.
CREATE TABLE login_attempts (
  subject      text    COLLATE "C" PRIMARY KEY,  -- an account, or an account and an address, hashed
  failures     bigint  NOT NULL,
  last_at      bigint  NOT NULL,
  closed_until bigint  NOT NULL
);

CREATE INDEX login_attempts_last ON login_attempts (last_at);
`
