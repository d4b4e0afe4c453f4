/**
 * Labels, old names, includes, favourites, the trash with its end, what was used last, the feed of
 * changes, and changes that happen only once.
 *
 * What was counted or indexed of the rows that are there stays right: no old version has parts,
 * labels or includes.
 */
export const schema = `
ALTER TABLE prompt ADD COLUMN favourite INTEGER NOT NULL DEFAULT 0 CHECK (favourite IN (0, 1));
ALTER TABLE prompt ADD COLUMN used_at INTEGER NOT NULL DEFAULT 0;  -- last rendered; 0 if never
ALTER TABLE version ADD COLUMN model_config TEXT NOT NULL DEFAULT '{}'
  CHECK (json_valid(model_config));

CREATE INDEX prompt_used ON prompt (used_at, generation) WHERE deleted_at IS NULL;
CREATE INDEX prompt_trashed ON prompt (generation) WHERE deleted_at IS NOT NULL;
CREATE INDEX prompt_trashed_name ON prompt (name, generation) WHERE deleted_at IS NOT NULL;
CREATE INDEX prompt_expiring ON prompt (deleted_at) WHERE deleted_at IS NOT NULL;

-- Old names and imported ids. Like its name, they are a prompt's own only while it lives.
CREATE TABLE alias (
  prompt  TEXT    NOT NULL REFERENCES prompt (id),
  name    TEXT    NOT NULL,
  trashed INTEGER NOT NULL DEFAULT 0 CHECK (trashed IN (0, 1)),
  PRIMARY KEY (prompt, name)
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX alias_name ON alias (name) WHERE NOT trashed;

CREATE TABLE label (
  prompt    TEXT    NOT NULL REFERENCES prompt (id) DEFERRABLE INITIALLY DEFERRED,
  name      TEXT    NOT NULL CHECK (name <> 'latest'),
  n         INTEGER NOT NULL,
  protected INTEGER NOT NULL CHECK (protected IN (0, 1)),
  PRIMARY KEY (prompt, name),
  FOREIGN KEY (prompt, n) REFERENCES version (prompt, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE label_move (
  id     INTEGER PRIMARY KEY,
  prompt TEXT    NOT NULL REFERENCES prompt (id) DEFERRABLE INITIALLY DEFERRED,
  label  TEXT    NOT NULL,
  from_n INTEGER,           -- none when the label was set
  to_n   INTEGER,           -- none when it was removed
  author TEXT    NOT NULL,
  client TEXT    NOT NULL,
  reason TEXT    NOT NULL,
  at     INTEGER NOT NULL
) STRICT;

CREATE INDEX label_move_prompt ON label_move (prompt, label);

-- What the includes of a version stand for. The target may be in the trash, or gone.
CREATE TABLE reference (
  prompt    TEXT    NOT NULL,
  n         INTEGER NOT NULL,
  position  INTEGER NOT NULL,  -- in the order of the text
  reference TEXT    NOT NULL,  -- as it is written
  target    TEXT    NOT NULL,  -- the id of a prompt
  PRIMARY KEY (prompt, n, position),
  UNIQUE (prompt, n, reference),
  FOREIGN KEY (prompt, n) REFERENCES version (prompt, n) DEFERRABLE INITIALLY DEFERRED
) STRICT, WITHOUT ROWID;

CREATE INDEX reference_target ON reference (target);

-- Links given out by another program, kept until sharing comes.
CREATE TABLE share (
  token_hash TEXT    PRIMARY KEY,  -- SHA-256, in hex
  prompt     TEXT    NOT NULL REFERENCES prompt (id),
  created_at INTEGER NOT NULL,
  expires_at INTEGER,
  views      INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX share_prompt ON share (prompt);
CREATE INDEX origin_prompt ON origin (prompt);

-- The newest changes, one for each generation.
CREATE TABLE event (
  generation INTEGER PRIMARY KEY,
  type       TEXT    NOT NULL,
  prompt     TEXT    NOT NULL,
  name       TEXT    NOT NULL,
  at         INTEGER NOT NULL
) STRICT;

-- What was answered to a change that must happen only once.
CREATE TABLE answer (
  key         TEXT    PRIMARY KEY,
  fingerprint TEXT    NOT NULL,
  answer      TEXT    NOT NULL CHECK (json_valid(answer)),
  at          INTEGER NOT NULL
) STRICT;

CREATE INDEX answer_at ON answer (at);

-- How many prompts stand in each folder itself, and how many have each tag.
CREATE TABLE folder (
  name    TEXT    PRIMARY KEY,
  prompts INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE tag (
  name    TEXT    PRIMARY KEY,
  prompts INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

INSERT INTO folder (name, prompts)
SELECT folder, count(*) FROM prompt WHERE deleted_at IS NULL AND folder <> '' GROUP BY folder;

INSERT INTO tag (name, prompts)
SELECT value, count(DISTINCT prompt.id) FROM prompt, json_each(prompt.tags)
 WHERE prompt.deleted_at IS NULL
 GROUP BY value;

CREATE TRIGGER group_entered AFTER INSERT ON prompt WHEN new.deleted_at IS NULL
BEGIN
  INSERT INTO folder (name, prompts) SELECT new.folder, 1 WHERE new.folder <> ''
      ON CONFLICT (name) DO UPDATE SET prompts = prompts + 1;
  INSERT INTO tag (name, prompts) SELECT DISTINCT value, 1 FROM json_each(new.tags) WHERE true
      ON CONFLICT (name) DO UPDATE SET prompts = prompts + 1;
END;

CREATE TRIGGER group_changed AFTER UPDATE OF folder, tags, deleted_at ON prompt
WHEN new.folder <> old.folder OR new.tags <> old.tags
  OR (new.deleted_at IS NULL) <> (old.deleted_at IS NULL)
BEGIN
  UPDATE folder SET prompts = prompts - 1 WHERE old.deleted_at IS NULL AND name = old.folder;
  UPDATE tag SET prompts = prompts - 1
   WHERE old.deleted_at IS NULL AND name IN (SELECT value FROM json_each(old.tags));
  INSERT INTO folder (name, prompts)
  SELECT new.folder, 1 WHERE new.deleted_at IS NULL AND new.folder <> ''
      ON CONFLICT (name) DO UPDATE SET prompts = prompts + 1;
  INSERT INTO tag (name, prompts)
  SELECT DISTINCT value, 1 FROM json_each(new.tags) WHERE new.deleted_at IS NULL
      ON CONFLICT (name) DO UPDATE SET prompts = prompts + 1;
  DELETE FROM folder WHERE prompts = 0 AND name = old.folder;
  DELETE FROM tag WHERE prompts = 0 AND name IN (SELECT value FROM json_each(old.tags));
END;

CREATE TRIGGER label_move_is_immutable BEFORE UPDATE ON label_move
BEGIN
  SELECT RAISE (ABORT, 'A move of a label never changes.');
END;

CREATE TRIGGER label_move_is_kept BEFORE DELETE ON label_move
WHEN EXISTS (SELECT 1 FROM prompt WHERE id = old.prompt)
BEGIN
  SELECT RAISE (ABORT, 'A move of a label is never deleted, unless with its prompt.');
END;

CREATE TRIGGER reference_is_immutable BEFORE UPDATE ON reference
BEGIN
  SELECT RAISE (ABORT, 'What a version includes never changes.');
END;

CREATE TRIGGER reference_is_kept BEFORE DELETE ON reference
WHEN EXISTS (SELECT 1 FROM prompt WHERE id = old.prompt)
BEGIN
  SELECT RAISE (ABORT, 'What a version includes is never deleted, unless with its prompt.');
END;

-- A prompt goes from the trash only, and at the end of that transaction none of its versions may
-- be left: their foreign key says so. That is the only way in which a version is ever deleted.
DROP TRIGGER version_is_kept;

CREATE TRIGGER version_is_kept BEFORE DELETE ON version
WHEN EXISTS (SELECT 1 FROM prompt WHERE id = old.prompt)
BEGIN
  SELECT RAISE (ABORT, 'A version is never deleted, unless with its prompt.');
END;

CREATE TRIGGER prompt_is_kept BEFORE DELETE ON prompt WHEN old.deleted_at IS NULL
BEGIN
  SELECT RAISE (ABORT, 'A prompt is never deleted, unless it is in the trash.');
END;

-- What a list shows of the prompts that are not in the trash. The variables are those which the
-- default version declares itself; includes tells whether there can be more.
DROP VIEW prompt_summary;

CREATE VIEW prompt_summary AS
SELECT prompt.id, prompt.name, prompt.title, prompt.description, prompt.folder, prompt.tags,
       prompt.favourite, version.variables,
       EXISTS (SELECT 1 FROM reference
                WHERE reference.prompt = version.prompt AND reference.n = version.n) AS includes,
       prompt.latest, version.n AS default_version,
       (SELECT json_group_array(
                 json_object('name', label.name, 'version', label.n,
                             'protected', json(iif(label.protected, 'true', 'false')))
                 ORDER BY label.name)
          FROM label
         WHERE label.prompt = prompt.id) AS labels,
       prompt.generation, prompt.created_at, prompt.updated_at, prompt.used_at
  FROM prompt
  JOIN version ON version.prompt = prompt.id
              AND version.n = coalesce((SELECT label.n FROM label
                                         WHERE label.prompt = prompt.id
                                           AND label.name = 'production'),
                                       prompt.latest)
 WHERE prompt.deleted_at IS NULL;

-- What can be searched, of messages in parts as well: one row a part, a message of plain text
-- being one part.
DROP VIEW prompt_searchable;

CREATE VIEW prompt_searchable AS
SELECT prompt.generation, prompt.title, prompt.name, prompt.tags, prompt.description,
       (WITH RECURSIVE part (i, k) AS (
          SELECT 0, 0
           UNION ALL
          SELECT CASE WHEN k + 1 < json_array_length(version.messages, '$[' || i || '].parts')
                      THEN i ELSE i + 1 END,
                 CASE WHEN k + 1 < json_array_length(version.messages, '$[' || i || '].parts')
                      THEN k + 1 ELSE 0 END
            FROM part WHERE i < json_array_length(version.messages))
        SELECT substr(group_concat(
                        coalesce(version.messages ->> ('$[' || i || '].text'),
                                 version.messages ->> ('$[' || i || '].parts[' || k || '].text'),
                                 version.messages ->>
                                   ('$[' || i || '].parts[' || k || '].resource.text')),
                        char(10) ORDER BY i, k),
                      1, 262144)
          FROM part) AS text,
       prompt.marks
  FROM prompt
  JOIN version ON version.prompt = prompt.id AND version.n = prompt.latest
 WHERE prompt.deleted_at IS NULL;

-- A use changes a prompt but not its generation, and must not cost the indexing of its text.
DROP TRIGGER prompt_updating;
DROP TRIGGER prompt_updated;

CREATE TRIGGER prompt_updating BEFORE UPDATE OF generation ON prompt
BEGIN
  INSERT INTO prompt_search (prompt_search, rowid, title, name, tags, description, text, marks)
  SELECT 'delete', generation, title, name, tags, description, text, marks
    FROM prompt_searchable WHERE generation = old.generation;
END;

CREATE TRIGGER prompt_updated AFTER UPDATE OF generation ON prompt
BEGIN
  INSERT INTO prompt_search (rowid, title, name, tags, description, text, marks)
  SELECT generation, title, name, tags, description, text, marks
    FROM prompt_searchable WHERE generation = new.generation;
END;
`
