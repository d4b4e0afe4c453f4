/**
 * What is searched: the words of the prompts that are not in the trash, and those that the library
 * has, for searches that misspell them.
 *
 * A GIN index answers with all prompts that have a word, in no order, which takes the longer the more
 * prompts there are. So it also holds in which window of generations a prompt is, of 1,024, 4,096 and
 * so on up to four million: with a word that is common only the newest windows are asked for, with one
 * that is rare all of them, each time for a small part of the library.
 */
export const searchSchema = `
-- A table of its own, as a use of a prompt must not cost the indexing of its words. The long vectors
-- are kept elsewhere, so this one is read fast.
CREATE TABLE prompt_search (
  generation bigint   PRIMARY KEY,
  words      tsvector NOT NULL
);

-- What the index holds of a prompt: its words and marks, the beginnings of words up to five letters,
-- as a search among all words that begin so is not bounded, and its windows. None of it has places
-- or weights, for which PostgreSQL would have to look into each prompt.
CREATE FUNCTION search_keys(generation bigint, words tsvector) RETURNS tsvector
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE COST 10000 AS $$
BEGIN
  RETURN strip(words) || array_to_tsvector(ARRAY(
    SELECT '^' || left(word, size)
      FROM unnest(tsvector_to_array(words)) AS word, generate_series(1, 5) AS size
     WHERE left(word, 1) NOT IN ('=', '~') AND length(word) >= size
     UNION ALL
    SELECT '@' || level || '.' || (generation >> (10 + 2 * level))
      FROM generate_series(0, 6) AS level));
END $$;

-- No list of changes that wait to be indexed: each search would have to read all of it.
CREATE INDEX prompt_search_keys ON prompt_search USING gin (search_keys(generation, words))
  WITH (fastupdate = off);

-- The newest prompts that match and changed last before a generation, the newest first. From a window
-- that is the first of its four it goes on with the four before, as one window.
--
-- Only the index is to answer, whatever the planner thinks of how many match: reading the table means
-- to work the keys of each prompt out again. Hence the zeros too: with them no other index is of use for
-- the bound, which counts in the newest window only, nor for the order.
CREATE FUNCTION newest_matching(query tsquery, before bigint, wanted bigint) RETURNS SETOF bigint
LANGUAGE plpgsql STABLE ROWS 500
SET enable_seqscan = off SET jit = off SET plan_cache_mode = force_generic_plan AS $$
DECLARE
  upto   bigint := least(before, (SELECT generation + 1 FROM library));
  place  bigint := (upto - 1) >> 10;
  level  int := 0;
  added  bigint;
BEGIN
  WHILE place >= 0 AND wanted > 0 LOOP
    RETURN QUERY
      SELECT prompt_search.generation
        FROM prompt_search
       WHERE search_keys(prompt_search.generation, prompt_search.words)
             @@ (query && ('@' || level || '.' || place)::tsquery)
         AND prompt_search.generation + 0 < upto
       ORDER BY prompt_search.generation + 0 DESC
       LIMIT wanted;
    GET DIAGNOSTICS added = ROW_COUNT;
    wanted := wanted - added;
    WHILE place & 3 = 0 AND level < 6 LOOP
      place := place >> 2;
      level := level + 1;
    END LOOP;
    place := place - 1;
  END LOOP;
END $$;

-- The program writes the words of the new state, which it folds as it folds what is searched for.
CREATE FUNCTION forget_prompt_words() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM prompt_search WHERE generation = old.generation;
  RETURN NULL;
END $$;

CREATE TRIGGER prompt_words_changed AFTER UPDATE OF generation OR DELETE ON prompt
  FOR EACH ROW EXECUTE FUNCTION forget_prompt_words();

-- A folded word of any prompt that is or was not in the trash. It is found from its beginning, and
-- from what follows its first four letters.
CREATE TABLE word (
  word text COLLATE "C" PRIMARY KEY
);

CREATE INDEX word_tail ON word (substr(word, 5), word) WHERE length(word) > 4;
`
