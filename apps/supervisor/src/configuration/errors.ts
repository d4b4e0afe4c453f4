import { defineError } from '@promptbin/errors'

/** The values are the keys, and where their values come from. */
export const configShadowed = defineError({
  code: 'PB_CONFIG_SHADOWED',
  status: 409,
  class: 'user',
  severity: 'error',
  message: 'The file cannot change %s: %s.',
  hint: 'Take the value away there and restart PromptBin, or change it there; arguments and the environment come before the file.',
})

/** The values are the keys. */
export const configFixed = defineError({
  code: 'PB_CONFIG_FIXED',
  status: 409,
  class: 'user',
  severity: 'error',
  message: 'What is running cannot change %s; it counts only from a start on.',
  hint: 'Set it with --at-next-start (at_next_start: true), then restart PromptBin: promptbin stop, promptbin start.',
})

/** The values are the generation that the change is based on, and what is there instead. */
export const configChanged = defineError({
  code: 'PB_CONFIG_CHANGED',
  status: 412,
  class: 'user',
  severity: 'info',
  message: 'The change is based on generation %s of the configuration, but %s is in force.',
  hint: 'Look at the configuration as it is now (promptbin config print, promptbin config history), then change that one.',
})

/** The values are who refused, and why. */
export const configRefused = defineError({
  code: 'PB_CONFIG_REFUSED',
  status: 409,
  class: 'permanent',
  severity: 'error',
  message: '%s cannot go by the new configuration: %s Everything goes on as before.',
  hint: 'Change what it complains about, then try again.',
  operatorHint:
    'Change what it complains about; all services go on by the configuration from before.',
})

/** The values are the file and the system code. */
export const configUnwritable = defineError({
  code: 'PB_CONFIG_UNWRITABLE',
  status: 500,
  class: 'permanent',
  severity: 'error',
  message: 'The configuration file %s cannot be written (%s); nothing was changed.',
  hint: 'Give this user the right to write in that folder, or change the file where it comes from and reload.',
  operatorHint: 'Give the user that runs PromptBin the right to write in that folder.',
})

/** The values are the generation asked for and those that are kept. */
export const configGenerationUnknown = defineError({
  code: 'PB_CONFIG_GENERATION_UNKNOWN',
  status: 404,
  class: 'user',
  severity: 'info',
  message: 'Generation %s of the configuration is not kept; those are %s.',
  hint: 'Choose one that "promptbin config history" lists.',
})

/** The values are the generation, what it is written in, and the present file. */
export const configRollbackImpossible = defineError({
  code: 'PB_CONFIG_ROLLBACK_IMPOSSIBLE',
  status: 409,
  class: 'user',
  severity: 'error',
  message: 'Generation %s of the configuration is written in %s, but the file is now %s.',
  hint: 'Change the file in an editor; "promptbin config history" tells what that generation said.',
})

/** The value is the file. */
export const configFileGone = defineError({
  code: 'PB_CONFIG_FILE_GONE',
  status: 500,
  class: 'user',
  severity: 'error',
  message: 'The configuration file %s is gone; what it said stays in force.',
  hint: 'Put it back, or have everything read again without it: promptbin reload.',
  retry: 'after-repair',
})
