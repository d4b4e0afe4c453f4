/**
 * The order of usefulness: favourites, then what was used last, then the youngest.
 *
 * A use moves a prompt in that order at most once a minute, and where it stood before is kept: so a
 * list that is read page by page can be read to its end as it was when it began.
 */
export const schema = `
ALTER TABLE prompt ADD COLUMN ranked_at INTEGER NOT NULL DEFAULT 0;      -- the use that ranks it
ALTER TABLE prompt ADD COLUMN ranked_before INTEGER NOT NULL DEFAULT 0;  -- the one before

UPDATE prompt SET ranked_at = used_at, ranked_before = used_at;

CREATE INDEX prompt_useful ON prompt (favourite, ranked_at, created_at, id)
 WHERE deleted_at IS NULL;

CREATE TRIGGER prompt_ranked AFTER UPDATE OF used_at ON prompt
WHEN old.ranked_at = 0 OR new.used_at >= old.ranked_at + 60000
BEGIN
  UPDATE prompt SET ranked_before = old.ranked_at, ranked_at = new.used_at WHERE id = new.id;
END;

CREATE TRIGGER prompt_ranked_at_first AFTER INSERT ON prompt WHEN new.used_at > 0
BEGIN
  UPDATE prompt SET ranked_before = new.used_at, ranked_at = new.used_at WHERE id = new.id;
END;
`
