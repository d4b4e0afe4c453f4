/**
 * Who did what. A record is kept as the text that its hash was made of, with the columns by which one
 * looks for it made from that; nothing of it can be changed or deleted by SQL, nor a number be given
 * twice. Who takes the triggers away is found by the chain of the hashes, and AUTOINCREMENT
 * remembers how far it went.
 */
export const schema = `
CREATE TABLE audit (
  seq     INTEGER PRIMARY KEY AUTOINCREMENT,
  record  TEXT    NOT NULL CHECK (json_valid(record)),  -- canonical JSON, RFC 8785
  at      TEXT    AS (record ->> 'at'),
  actor   TEXT    AS (record ->> 'actor'),
  action  TEXT    AS (record ->> 'action'),
  target  TEXT    AS (record ->> 'target'),
  outcome TEXT    AS (record ->> 'outcome'),
  hash    TEXT    AS (record ->> 'hash')
) STRICT;

CREATE INDEX audit_actor ON audit (actor, seq);
CREATE INDEX audit_action ON audit (action, seq);
CREATE INDEX audit_target ON audit (target, seq);

-- Else INSERT OR REPLACE would take the place of a record.
CREATE TRIGGER audit_is_appended BEFORE INSERT ON audit
WHEN new.seq <= (SELECT max(seq) FROM audit)
BEGIN
  SELECT RAISE (ABORT, 'The audit trail goes on only at its end.');
END;

CREATE TRIGGER audit_is_immutable BEFORE UPDATE ON audit
BEGIN
  SELECT RAISE (ABORT, 'A record of the audit trail never changes.');
END;

CREATE TRIGGER audit_is_kept BEFORE DELETE ON audit
BEGIN
  SELECT RAISE (ABORT, 'A record of the audit trail is never deleted.');
END;
`
