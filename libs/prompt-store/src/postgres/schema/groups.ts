/**
 * How many prompts that are not in the trash stand in each folder itself, have each tag, and have each
 * label. One writes at a time, so that no count is lost.
 */
export const groups = `
CREATE TABLE folder (
  name    text   COLLATE "C" PRIMARY KEY,
  prompts bigint NOT NULL
);

CREATE TABLE tag (
  name    text   COLLATE "C" PRIMARY KEY,
  prompts bigint NOT NULL
);

CREATE TABLE label_count (
  name    text   COLLATE "C" PRIMARY KEY,
  prompts bigint NOT NULL
);

CREATE FUNCTION enter_groups(entered prompt) RETURNS void LANGUAGE sql AS $$
  INSERT INTO folder (name, prompts) SELECT entered.folder, 1 WHERE entered.folder <> ''
      ON CONFLICT (name) DO UPDATE SET prompts = folder.prompts + 1;
  INSERT INTO tag (name, prompts) SELECT texts_of(entered.tags), 1
      ON CONFLICT (name) DO UPDATE SET prompts = tag.prompts + 1;
$$;

CREATE FUNCTION leave_groups(left_behind prompt) RETURNS void LANGUAGE sql AS $$
  UPDATE folder SET prompts = prompts - 1 WHERE name = left_behind.folder;
  UPDATE tag SET prompts = prompts - 1 WHERE name IN (SELECT texts_of(left_behind.tags));
$$;

CREATE FUNCTION drop_empty_groups(left_behind prompt) RETURNS void LANGUAGE sql AS $$
  DELETE FROM folder WHERE prompts = 0 AND name = left_behind.folder;
  DELETE FROM tag WHERE prompts = 0 AND name IN (SELECT texts_of(left_behind.tags));
$$;

CREATE FUNCTION count_prompt() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND old.deleted_at IS NULL THEN PERFORM leave_groups(old); END IF;
  IF new.deleted_at IS NULL THEN PERFORM enter_groups(new); END IF;
  IF TG_OP = 'UPDATE' THEN PERFORM drop_empty_groups(old); END IF;
  RETURN NULL;
END $$;

CREATE TRIGGER group_entered AFTER INSERT ON prompt
  FOR EACH ROW EXECUTE FUNCTION count_prompt();

CREATE TRIGGER group_changed AFTER UPDATE OF folder, tags, deleted_at ON prompt
  FOR EACH ROW WHEN (new.folder <> old.folder OR new.tags <> old.tags
                     OR (new.deleted_at IS NULL) <> (old.deleted_at IS NULL))
  EXECUTE FUNCTION count_prompt();

CREATE FUNCTION count_label() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  changed label := CASE WHEN TG_OP = 'INSERT' THEN new ELSE old END;
BEGIN
  IF NOT EXISTS (SELECT 1 FROM prompt WHERE id = changed.prompt AND deleted_at IS NULL) THEN
    RETURN NULL;
  END IF;
  IF TG_OP = 'INSERT' THEN
    INSERT INTO label_count (name, prompts) VALUES (changed.name, 1)
        ON CONFLICT (name) DO UPDATE SET prompts = label_count.prompts + 1;
  ELSE
    UPDATE label_count SET prompts = prompts - 1 WHERE name = changed.name;
    DELETE FROM label_count WHERE prompts = 0 AND name = changed.name;
  END IF;
  RETURN NULL;
END $$;

CREATE TRIGGER label_counted AFTER INSERT OR DELETE ON label
  FOR EACH ROW EXECUTE FUNCTION count_label();

-- A label may be there before its prompt, in the transaction that brings both.
CREATE FUNCTION count_labels() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF new.deleted_at IS NULL THEN
    INSERT INTO label_count (name, prompts) SELECT name, 1 FROM label WHERE prompt = new.id
        ON CONFLICT (name) DO UPDATE SET prompts = label_count.prompts + 1;
  ELSE
    UPDATE label_count SET prompts = prompts - 1
     WHERE name IN (SELECT name FROM label WHERE prompt = new.id);
    DELETE FROM label_count WHERE prompts = 0;
  END IF;
  RETURN NULL;
END $$;

CREATE TRIGGER labels_entered AFTER INSERT ON prompt
  FOR EACH ROW EXECUTE FUNCTION count_labels();

CREATE TRIGGER labels_changed AFTER UPDATE OF deleted_at ON prompt
  FOR EACH ROW WHEN ((new.deleted_at IS NULL) <> (old.deleted_at IS NULL))
  EXECUTE FUNCTION count_labels();
`
