/**
 * The newest of those that are no favourites, without looking at all of them: SQLite took the order of
 * usefulness for this and sorted what it found there, as that index has `favourite` in its key and the one
 * for this had not.
 */
export const schema = `
CREATE INDEX prompt_newest_of ON prompt (favourite, generation) WHERE deleted_at IS NULL;
DROP INDEX prompt_no_favourite;
`
