/**
 * Prompts as they are today, under all their names, and what is for ever of them: their versions. A
 * version is written first, and its prompt by the end of the transaction.
 */
export const prompts = `
CREATE TABLE prompt (
  id            text     COLLATE "C" PRIMARY KEY,
  name          text     COLLATE "C" NOT NULL,
  title         text     NOT NULL,
  title_key     text     COLLATE "C" NOT NULL,  -- what titles are ordered by
  description   text     NOT NULL,
  folder        text     COLLATE "C" NOT NULL,
  tags          text     NOT NULL CHECK (tags::json IS NOT NULL),
  favourite     smallint NOT NULL CHECK (favourite IN (0, 1)),
  marks         text     NOT NULL,              -- what a list can be narrowed to, as words
  latest        bigint   NOT NULL,
  content_bytes bigint   NOT NULL,
  generation    bigint   NOT NULL UNIQUE,
  created_at    bigint   NOT NULL,
  updated_at    bigint   NOT NULL,
  used_at       bigint   NOT NULL,              -- last rendered; 0 if never
  ranked_at     bigint   NOT NULL DEFAULT 0,    -- the use that ranks it
  ranked_before bigint   NOT NULL DEFAULT 0,    -- the one before
  deleted_at    bigint                          -- since when it has been in the trash
);

CREATE TABLE version (
  prompt       text    COLLATE "C" NOT NULL REFERENCES prompt (id) DEFERRABLE INITIALLY DEFERRED,
  n            bigint NOT NULL CHECK (n >= 1),
  sha256       text    NOT NULL,
  message      text    NOT NULL,
  author       text    NOT NULL,
  client       text    NOT NULL,
  created_at   bigint  NOT NULL,
  variables    text    NOT NULL CHECK (variables::json IS NOT NULL),
  messages     text    NOT NULL CHECK (messages::json IS NOT NULL),
  model_config text    NOT NULL CHECK (model_config::json IS NOT NULL),
  PRIMARY KEY (prompt, n)
);

ALTER TABLE prompt ADD FOREIGN KEY (id, latest) REFERENCES version (prompt, n);

CREATE UNIQUE INDEX prompt_name ON prompt (name) WHERE deleted_at IS NULL;
CREATE INDEX prompt_newest ON prompt (generation) WHERE deleted_at IS NULL;
CREATE INDEX prompt_no_favourite ON prompt (generation) WHERE deleted_at IS NULL AND favourite = 0;
CREATE INDEX prompt_used ON prompt (used_at, generation) WHERE deleted_at IS NULL;
CREATE INDEX prompt_created ON prompt (created_at, id) WHERE deleted_at IS NULL;
CREATE INDEX prompt_updated ON prompt (updated_at, id) WHERE deleted_at IS NULL;
CREATE INDEX prompt_title ON prompt (title_key, id) WHERE deleted_at IS NULL;
CREATE INDEX prompt_useful ON prompt (favourite, ranked_at, created_at, id)
 WHERE deleted_at IS NULL;
CREATE INDEX prompt_trashed ON prompt (generation) WHERE deleted_at IS NOT NULL;
CREATE INDEX prompt_trashed_name ON prompt (name, generation) WHERE deleted_at IS NOT NULL;
CREATE INDEX prompt_expiring ON prompt (deleted_at) WHERE deleted_at IS NOT NULL;

-- Old names and imported ids. Like its name, they are a prompt's own only while it lives.
CREATE TABLE alias (
  prompt  text    COLLATE "C" NOT NULL REFERENCES prompt (id),
  name    text    COLLATE "C" NOT NULL,
  trashed boolean NOT NULL DEFAULT false,
  PRIMARY KEY (prompt, name)
);

CREATE UNIQUE INDEX alias_name ON alias (name) WHERE NOT trashed;

CREATE TABLE origin (
  source text COLLATE "C" NOT NULL,
  key    text COLLATE "C" NOT NULL,
  prompt text COLLATE "C" NOT NULL REFERENCES prompt (id),
  sha256 text NOT NULL,  -- of what the last import brought
  PRIMARY KEY (source, key)
);

CREATE INDEX origin_prompt ON origin (prompt);

CREATE TRIGGER prompt_is_kept BEFORE DELETE ON prompt
  FOR EACH ROW WHEN (old.deleted_at IS NULL)
  EXECUTE FUNCTION refuse('A prompt is never deleted, unless it is in the trash.');

CREATE TRIGGER version_is_immutable BEFORE UPDATE ON version
  FOR EACH ROW EXECUTE FUNCTION refuse('A version never changes.');

-- For triggers on what goes only after its prompt; their argument says what is refused.
CREATE FUNCTION refuse_before_prompt() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM prompt WHERE id = old.prompt) THEN
    RAISE EXCEPTION '%', TG_ARGV[0];
  END IF;
  RETURN old;
END $$;

CREATE TRIGGER version_is_kept BEFORE DELETE ON version FOR EACH ROW
  EXECUTE FUNCTION refuse_before_prompt('A version is never deleted, unless with its prompt.');

-- A use moves a prompt in the order of usefulness at most once a minute.
CREATE FUNCTION rank_prompt() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    new.ranked_before := new.used_at;
    new.ranked_at := new.used_at;
  ELSIF old.ranked_at = 0 OR new.used_at >= old.ranked_at + 60000 THEN
    new.ranked_before := old.ranked_at;
    new.ranked_at := new.used_at;
  END IF;
  RETURN new;
END $$;

CREATE TRIGGER prompt_ranked BEFORE INSERT OR UPDATE OF used_at ON prompt
  FOR EACH ROW EXECUTE FUNCTION rank_prompt();
`
