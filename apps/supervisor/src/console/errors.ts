import { defineError } from '@promptbin/errors'

/** Each costs a connection for as long as it is looked at; the value is how many there may be. */
export const consoleStreamsTooMany = defineError({
  code: 'PB_CONSOLE_STREAMS_TOO_MANY',
  status: 503,
  class: 'transient',
  severity: 'warning',
  message: 'There are %s pages of the console open already.',
  hint: 'Close some of them; this one shows what was true when it was opened.',
  operatorHint: 'Close pages of the console that nobody looks at.',
})
