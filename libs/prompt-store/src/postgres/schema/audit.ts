/**
 * Who did what. A record is kept as the text that its hash was made of, with the columns by which one
 * looks for it made from that; nothing of it can be changed or deleted by SQL, nor a number be given
 * twice. Who takes the triggers away is found by the chain of the hashes, and the library's row
 * remembers how far it went.
 */
export const audit = `
-- One field of a record.
CREATE FUNCTION audit_field(record text, field text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT readable(record) ->> field
$$;

CREATE TABLE audit (
  seq     bigint PRIMARY KEY,
  record  text   NOT NULL,  -- canonical JSON, RFC 8785
  at      text   COLLATE "C" GENERATED ALWAYS AS (audit_field(record, 'at')) STORED,
  actor   text   COLLATE "C" GENERATED ALWAYS AS (audit_field(record, 'actor')) STORED,
  action  text   COLLATE "C" GENERATED ALWAYS AS (audit_field(record, 'action')) STORED,
  target  text   COLLATE "C" GENERATED ALWAYS AS (audit_field(record, 'target')) STORED,
  outcome text   COLLATE "C" GENERATED ALWAYS AS (audit_field(record, 'outcome')) STORED,
  hash    text   COLLATE "C" GENERATED ALWAYS AS (audit_field(record, 'hash')) STORED
);

CREATE INDEX audit_actor ON audit (actor, seq);
CREATE INDEX audit_action ON audit (action, seq);
CREATE INDEX audit_target ON audit (target, seq);

CREATE FUNCTION append_audit() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE library SET audited = new.seq WHERE audited < new.seq;
  IF NOT FOUND THEN RAISE EXCEPTION 'The audit trail goes on only at its end.'; END IF;
  RETURN new;
END $$;

CREATE TRIGGER audit_is_appended BEFORE INSERT ON audit
  FOR EACH ROW EXECUTE FUNCTION append_audit();

CREATE TRIGGER audit_is_immutable BEFORE UPDATE ON audit
  FOR EACH ROW EXECUTE FUNCTION refuse('A record of the audit trail never changes.');

CREATE TRIGGER audit_is_kept BEFORE DELETE ON audit
  FOR EACH ROW EXECUTE FUNCTION refuse('A record of the audit trail is never deleted.');

CREATE TRIGGER audit_is_whole BEFORE TRUNCATE ON audit
  FOR EACH STATEMENT EXECUTE FUNCTION refuse('The audit trail is never emptied.');
`
