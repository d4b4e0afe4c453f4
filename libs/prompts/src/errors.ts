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
