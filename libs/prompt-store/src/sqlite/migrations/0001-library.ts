/**
 * Prompts, their versions, where imported ones come from, and the search index.
 *
 * Times are milliseconds since 1970 UTC. `generation` is the library's number at the last change
 * of a prompt: no two prompts share one, and it rises with every change, so it serves as ETag, as
 * order of change, as keyset for pages and as the prompt's row in the search index.
 *
 * A prompt refers to its newest version and a version to its prompt; a version is written first,
 * so the index always finds the text.
 */
export const schema = `
CREATE TABLE library (
  one        INTEGER PRIMARY KEY CHECK (one = 1),
  generation INTEGER NOT NULL,
  probed_at  INTEGER
) STRICT;

INSERT INTO library (one, generation) VALUES (1, 0);

CREATE TABLE prompt (
  id          TEXT    PRIMARY KEY,
  name        TEXT    NOT NULL,
  title       TEXT    NOT NULL,
  description TEXT    NOT NULL,
  folder      TEXT    NOT NULL,
  tags        TEXT    NOT NULL CHECK (json_valid(tags)),
  marks       TEXT    NOT NULL,  -- tags and folders as words of the search index
  latest      INTEGER NOT NULL,
  generation  INTEGER NOT NULL UNIQUE,
  created_at  INTEGER NOT NULL,
  updated_at  INTEGER NOT NULL,
  deleted_at  INTEGER,           -- since when it has been in the trash
  FOREIGN KEY (id, latest) REFERENCES version (prompt, n)
) STRICT;

CREATE UNIQUE INDEX prompt_name ON prompt (name) WHERE deleted_at IS NULL;
CREATE INDEX prompt_newest ON prompt (generation) WHERE deleted_at IS NULL;

CREATE TABLE version (
  prompt     TEXT    NOT NULL REFERENCES prompt (id) DEFERRABLE INITIALLY DEFERRED,
  n          INTEGER NOT NULL CHECK (n >= 1),
  sha256     TEXT    NOT NULL,
  message    TEXT    NOT NULL,
  author     TEXT    NOT NULL,
  client     TEXT    NOT NULL,
  created_at INTEGER NOT NULL,
  variables  TEXT    NOT NULL CHECK (json_valid(variables)),
  messages   TEXT    NOT NULL CHECK (json_valid(messages)),
  PRIMARY KEY (prompt, n)
) STRICT;

CREATE TRIGGER version_is_immutable BEFORE UPDATE ON version
BEGIN
  SELECT RAISE (ABORT, 'A version never changes.');
END;

CREATE TRIGGER version_is_kept BEFORE DELETE ON version
BEGIN
  SELECT RAISE (ABORT, 'A version is never deleted, nor is its prompt.');
END;

CREATE TABLE origin (
  source TEXT NOT NULL,
  key    TEXT NOT NULL,
  prompt TEXT NOT NULL REFERENCES prompt (id),
  sha256 TEXT NOT NULL,  -- of what the last import brought
  PRIMARY KEY (source, key)
) STRICT, WITHOUT ROWID;

-- What a list shows of the prompts that are not in the trash.
CREATE VIEW prompt_summary AS
SELECT prompt.id, prompt.name, prompt.title, prompt.description, prompt.folder, prompt.tags,
       version.variables, prompt.latest, prompt.generation, prompt.created_at, prompt.updated_at
  FROM prompt
  JOIN version ON version.prompt = prompt.id AND version.n = prompt.latest
 WHERE prompt.deleted_at IS NULL;

-- What can be searched: the first 262,144 characters, which keeps the longest excerpt cheap.
-- FTS5 reads this view itself and then knows no table-valued functions, hence no json_each.
CREATE VIEW prompt_searchable AS
SELECT prompt.generation, prompt.title, prompt.name, prompt.tags, prompt.description,
       (WITH RECURSIVE position (i) AS (
          SELECT 0
           UNION ALL
          SELECT i + 1 FROM position WHERE i + 1 < json_array_length(version.messages))
        SELECT substr(group_concat(version.messages ->> ('$[' || i || '].text'), char(10) ORDER BY i),
                      1, 262144)
          FROM position) AS text,
       prompt.marks
  FROM prompt
  JOIN version ON version.prompt = prompt.id AND version.n = prompt.latest
 WHERE prompt.deleted_at IS NULL;

CREATE VIRTUAL TABLE prompt_search USING fts5 (
  title, name, tags, description, text, marks,
  content = 'prompt_searchable',
  content_rowid = 'generation',
  tokenize = 'unicode61 remove_diacritics 2',
  prefix = '2 3 4 5'
);

CREATE TRIGGER prompt_inserted AFTER INSERT ON prompt
BEGIN
  INSERT INTO prompt_search (rowid, title, name, tags, description, text, marks)
  SELECT generation, title, name, tags, description, text, marks
    FROM prompt_searchable WHERE generation = new.generation;
END;

CREATE TRIGGER prompt_updating BEFORE UPDATE ON prompt
BEGIN
  INSERT INTO prompt_search (prompt_search, rowid, title, name, tags, description, text, marks)
  SELECT 'delete', generation, title, name, tags, description, text, marks
    FROM prompt_searchable WHERE generation = old.generation;
END;

CREATE TRIGGER prompt_updated AFTER UPDATE ON prompt
BEGIN
  INSERT INTO prompt_search (rowid, title, name, tags, description, text, marks)
  SELECT generation, title, name, tags, description, text, marks
    FROM prompt_searchable WHERE generation = new.generation;
END;
`
