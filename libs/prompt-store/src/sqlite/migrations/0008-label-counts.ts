/** On how many prompts that are not in the trash each label stands, as folders and tags are counted. */
export const schema = `
CREATE TABLE label_count (
  name    TEXT    PRIMARY KEY,
  prompts INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

INSERT INTO label_count (name, prompts)
SELECT label.name, count(*) FROM label JOIN prompt ON prompt.id = label.prompt
 WHERE prompt.deleted_at IS NULL
 GROUP BY label.name;

CREATE TRIGGER label_counted AFTER INSERT ON label
WHEN EXISTS (SELECT 1 FROM prompt WHERE id = new.prompt AND deleted_at IS NULL)
BEGIN
  INSERT INTO label_count (name, prompts) VALUES (new.name, 1)
      ON CONFLICT (name) DO UPDATE SET prompts = prompts + 1;
END;

CREATE TRIGGER label_discounted AFTER DELETE ON label
WHEN EXISTS (SELECT 1 FROM prompt WHERE id = old.prompt AND deleted_at IS NULL)
BEGIN
  UPDATE label_count SET prompts = prompts - 1 WHERE name = old.name;
  DELETE FROM label_count WHERE prompts = 0 AND name = old.name;
END;

-- A label may be there before its prompt, in the transaction that brings both.
CREATE TRIGGER labels_entered AFTER INSERT ON prompt WHEN new.deleted_at IS NULL
BEGIN
  INSERT INTO label_count (name, prompts) SELECT name, 1 FROM label WHERE prompt = new.id
      ON CONFLICT (name) DO UPDATE SET prompts = prompts + 1;
END;

CREATE TRIGGER labels_changed AFTER UPDATE OF deleted_at ON prompt
WHEN (new.deleted_at IS NULL) <> (old.deleted_at IS NULL)
BEGIN
  UPDATE label_count SET prompts = prompts - 1
   WHERE old.deleted_at IS NULL AND name IN (SELECT name FROM label WHERE prompt = old.id);
  INSERT INTO label_count (name, prompts)
  SELECT name, 1 FROM label WHERE prompt = new.id AND new.deleted_at IS NULL
      ON CONFLICT (name) DO UPDATE SET prompts = prompts + 1;
  DELETE FROM label_count WHERE prompts = 0;
END;
`
