import { defineError } from '@promptbin/errors'

export const configInvalid = defineError({
  code: 'PB_CONFIG_INVALID',
  status: 422,
  class: 'user',
  severity: 'critical',
  message: 'The configuration cannot be used because of %s.',
  hint: 'Correct the listed settings and try again.',
  retry: 'after-repair',
})

export const configNotLoopback = defineError({
  code: 'PB_CONFIG_NOT_LOOPBACK',
  status: 422,
  class: 'user',
  severity: 'critical',
  message: 'PromptBin would be open to other machines without a login because of %s.',
  hint: 'Listen on 127.0.0.1. To reach mcp-gateway from elsewhere set auth.required to true and make a token with "promptbin token create"; prompt-web and the supervisor ask for a login there, and need to be told the names they are known by (web.allowed_hosts, supervisor.allowed_hosts).',
  retry: 'after-repair',
})

export const configFileUnreadable = defineError({
  code: 'PB_CONFIG_FILE_UNREADABLE',
  status: 500,
  class: 'user',
  severity: 'critical',
  message: 'The configuration file %s cannot be read: %s.',
  hint: 'Correct the path (--config or PROMPTBIN_CONFIG) or the file itself, then start again.',
  retry: 'after-repair',
})

export const dataDirUnwritable = defineError({
  code: 'PB_DATA_DIR_UNWRITABLE',
  status: 500,
  class: 'permanent',
  severity: 'critical',
  message: 'The data folder %s cannot be written (%s).',
  hint: 'Give this user the right to write there, or choose another with --data-dir or PROMPTBIN_DATA_DIR.',
  operatorHint: 'Give the user that runs PromptBin the right to write in the data folder.',
})

export const configKeyUnknown = defineError({
  code: 'PB_CONFIG_KEY_UNKNOWN',
  status: 404,
  class: 'user',
  severity: 'info',
  message: '"%s" is not a setting.%s',
  hint: 'promptbin config print lists them all.',
})

/** The values are the file and why. */
export const configNotEditable = defineError({
  code: 'PB_CONFIG_NOT_EDITABLE',
  status: 409,
  class: 'user',
  severity: 'error',
  message: 'The configuration file %s cannot be changed by a program: %s.',
  hint: 'Change it in an editor; PromptBin takes what it says at once. Or write it as YAML.',
})
