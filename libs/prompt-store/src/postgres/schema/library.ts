/**
 * The library as a whole: its generation, and the lock that whoever writes takes first. Whoever listens
 * is told when something changed.
 *
 * Times are milliseconds since 1970 UTC, JSON is kept as the text that it was given as, and texts are
 * in the order of their code points: all as in the tables for SQLite, of which these have the names and
 * the columns.
 */
export const library = String.raw`
CREATE TABLE library (
  one        smallint PRIMARY KEY CHECK (one = 1),
  generation bigint   NOT NULL,
  probed_at  bigint,
  openings   bigint   NOT NULL DEFAULT 0,  -- of all links, ever
  audited    bigint   NOT NULL DEFAULT 0   -- the last number of a record of the audit trail, ever
);

INSERT INTO library (one, generation) VALUES (1, 0);

CREATE FUNCTION tell_of_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('promptbin_library', '');
  RETURN NULL;
END $$;

CREATE TRIGGER library_changed AFTER UPDATE OF generation, openings ON library
  FOR EACH ROW EXECUTE FUNCTION tell_of_change();

-- For triggers on what is for ever; their argument says what is refused.
CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '%', TG_ARGV[0];
END $$;

-- PostgreSQL can read JSON with an escaped U+0000 no further than to that.
CREATE FUNCTION readable(written text) RETURNS jsonb LANGUAGE sql IMMUTABLE AS $$
  SELECT regexp_replace(written, '(?<!\\)((\\\\)*)\\u0000', '\1\\ufffd', 'g')::jsonb
$$;

-- The texts of a list in JSON, each once.
CREATE FUNCTION texts_of(list text) RETURNS SETOF text LANGUAGE sql IMMUTABLE AS $$
  SELECT DISTINCT jsonb_array_elements_text(readable(list))
$$;

-- The newest changes, one for each generation.
CREATE TABLE event (
  generation    bigint PRIMARY KEY,
  type          text   NOT NULL,
  prompt        text   COLLATE "C" NOT NULL,
  name          text   NOT NULL,
  at            bigint NOT NULL,
  label         text,            -- the label that was moved
  version       bigint,          -- the newest one, or the one that the label has now
  folder        text,            -- of the prompt, with this change
  former_folder text             -- before it, if that was another one
);

-- What was answered to a change that must happen only once.
CREATE TABLE answer (
  key         text   COLLATE "C" PRIMARY KEY,
  fingerprint text   NOT NULL,
  answer      text   NOT NULL,
  at          bigint NOT NULL
);

CREATE INDEX answer_at ON answer (at);
`
