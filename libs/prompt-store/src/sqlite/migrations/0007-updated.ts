/** The order of the last changes, as lists show their time: a star or a label is none. */
export const schema = `
CREATE INDEX prompt_updated ON prompt (updated_at, id) WHERE deleted_at IS NULL;
`
