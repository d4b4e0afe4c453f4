import { defineError } from '@promptbin/errors'

/** A draft or a change that cannot be kept; `fields` names what is wrong, all faults at once. */
export const promptInvalid = defineError({
  code: 'PB_PROMPT_INVALID',
  status: 422,
  class: 'user',
  severity: 'info',
  message: 'The prompt cannot be saved: %s.',
  hint: 'Correct the named fields and save again; nothing was changed.',
})

/** So many prompts share one name that no numbered form of it is free. */
export const namesExhausted = defineError({
  code: 'PB_NAMES_EXHAUSTED',
  status: 409,
  class: 'user',
  severity: 'info',
  message: 'Every numbered form of the name "%s" is taken.',
  hint: 'Give the prompt a name of its own, or another title.',
})

/** A table that is not the one it is taken for; nothing of it is read. */
export const importHeaderInvalid = defineError({
  code: 'PB_IMPORT_HEADER_INVALID',
  status: 422,
  class: 'user',
  severity: 'info',
  message: 'The file is not a prompts.chat table: its first line is not "%s".',
  hint: 'Import prompts.csv as prompts.chat publishes it: comma-separated, UTF-8, columns in this order.',
})

/** One row that cannot be imported; the rows around it can. */
export const importRowInvalid = defineError({
  code: 'PB_IMPORT_ROW_INVALID',
  status: 422,
  class: 'user',
  severity: 'info',
  message: 'The row cannot be imported: %s.',
  hint: 'Correct the row and import the file again; what is imported already is not imported twice.',
})
