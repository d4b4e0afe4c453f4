/** Links that show one prompt to whoever has them. */
export const shares = `
CREATE TABLE share (
  id             text    COLLATE "C" PRIMARY KEY,
  token_hash     text    COLLATE "C" NOT NULL UNIQUE,  -- SHA-256, in hex; the token is not kept
  prompt         text    COLLATE "C" NOT NULL REFERENCES prompt (id),
  n              bigint,                  -- the version that it always shows
  label          text    COLLATE "C",     -- or the label whose version it shows
  created_at     bigint  NOT NULL,
  created_by     text    NOT NULL,
  client         text    NOT NULL,
  expires_at     bigint,                  -- never without one
  views          bigint  NOT NULL,
  last_viewed_at bigint,
  revoked_at     bigint,                  -- kept, or an import would bring the link back
  opening        bigint  NOT NULL DEFAULT 0,  -- the number of its last one
  CHECK (n IS NULL OR label IS NULL),
  FOREIGN KEY (prompt, n) REFERENCES version (prompt, n)
);

CREATE INDEX share_prompt ON share (prompt, created_at, id) WHERE revoked_at IS NULL;
CREATE INDEX share_created ON share (created_at, id) WHERE revoked_at IS NULL;
CREATE INDEX share_of_any_state ON share (prompt);
CREATE INDEX share_opened ON share (opening) WHERE opening > 0;
`
