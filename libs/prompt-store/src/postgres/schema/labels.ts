/** Labels with all their moves, and what the includes of a version stand for. */
export const labels = `
CREATE TABLE label (
  prompt    text    COLLATE "C" NOT NULL REFERENCES prompt (id) DEFERRABLE INITIALLY DEFERRED,
  name      text    COLLATE "C" NOT NULL CHECK (name <> 'latest'),
  n         bigint  NOT NULL,
  protected boolean NOT NULL,
  PRIMARY KEY (prompt, name),
  FOREIGN KEY (prompt, n) REFERENCES version (prompt, n)
);

CREATE TABLE label_move (
  id     bigint  GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  prompt text    COLLATE "C" NOT NULL REFERENCES prompt (id) DEFERRABLE INITIALLY DEFERRED,
  label  text    COLLATE "C" NOT NULL,
  from_n bigint,            -- none when the label was set
  to_n   bigint,            -- none when it was removed
  author text    NOT NULL,
  client text    NOT NULL,
  reason text    NOT NULL,
  at     bigint  NOT NULL
);

CREATE INDEX label_move_prompt ON label_move (prompt, label, id);

CREATE TRIGGER label_move_is_immutable BEFORE UPDATE ON label_move
  FOR EACH ROW EXECUTE FUNCTION refuse('A move of a label never changes.');

CREATE TRIGGER label_move_is_kept BEFORE DELETE ON label_move FOR EACH ROW
  EXECUTE FUNCTION
    refuse_before_prompt('A move of a label is never deleted, unless with its prompt.');

-- What the includes of a version stand for. The target may be in the trash, or gone.
CREATE TABLE reference (
  prompt    text    COLLATE "C" NOT NULL,
  n         bigint  NOT NULL,
  position  bigint  NOT NULL,             -- in the order of the text
  reference text    COLLATE "C" NOT NULL, -- as it is written
  target    text    COLLATE "C" NOT NULL, -- the id of a prompt
  PRIMARY KEY (prompt, n, position),
  UNIQUE (prompt, n, reference),
  FOREIGN KEY (prompt, n) REFERENCES version (prompt, n) DEFERRABLE INITIALLY DEFERRED
);

CREATE INDEX reference_target ON reference (target);

CREATE TRIGGER reference_is_immutable BEFORE UPDATE ON reference
  FOR EACH ROW EXECUTE FUNCTION refuse('What a version includes never changes.');

CREATE TRIGGER reference_is_kept BEFORE DELETE ON reference FOR EACH ROW
  EXECUTE FUNCTION
    refuse_before_prompt('What a version includes is never deleted, unless with its prompt.');

-- What a list shows of the prompts that are not in the trash. The variables are those which the
-- default version declares itself; includes tells whether there can be more.
CREATE VIEW prompt_summary AS
SELECT prompt.id, prompt.name, prompt.title, prompt.description, prompt.folder, prompt.tags,
       prompt.favourite, version.variables,
       EXISTS (SELECT 1 FROM reference
                WHERE reference.prompt = version.prompt AND reference.n = version.n) AS includes,
       prompt.latest, version.n AS default_version, prompt.content_bytes,
       coalesce((SELECT json_agg(json_build_object('name', label.name, 'version', label.n,
                                                   'protected', label.protected)
                                 ORDER BY label.name)
                   FROM label
                  WHERE label.prompt = prompt.id),
                '[]') AS labels,
       prompt.generation, prompt.created_at, prompt.updated_at, prompt.used_at
  FROM prompt
  JOIN version ON version.prompt = prompt.id
              AND version.n = coalesce((SELECT label.n FROM label
                                         WHERE label.prompt = prompt.id
                                           AND label.name = 'production'),
                                       prompt.latest)
 WHERE prompt.deleted_at IS NULL;
`
