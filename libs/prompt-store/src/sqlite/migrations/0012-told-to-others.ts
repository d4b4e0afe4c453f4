/**
 * What receivers outside are told: which version a change is about, and that a link was opened. An
 * opening changes nothing that anybody keeps a copy of, so it raises a number of its own and no
 * generation. Each is a part of the transaction of what it tells of.
 */
export const schema = `
ALTER TABLE event ADD COLUMN label TEXT;       -- the label that was moved
ALTER TABLE event ADD COLUMN version INTEGER;  -- the newest one, or the one that the label has now

ALTER TABLE library ADD COLUMN openings INTEGER NOT NULL DEFAULT 0;  -- of all links, ever
ALTER TABLE share ADD COLUMN opening INTEGER NOT NULL DEFAULT 0;     -- the number of its last one

CREATE INDEX share_opened ON share (opening) WHERE opening > 0;
`
