/**
 * In which folder a change happened, so that whoever may see a part of the library is told of that
 * part alone. Changes that were noted before do not say it.
 */
export const schema = `
ALTER TABLE event ADD COLUMN folder TEXT;         -- of the prompt, with this change
ALTER TABLE event ADD COLUMN former_folder TEXT;  -- before it, if that was another one
`
