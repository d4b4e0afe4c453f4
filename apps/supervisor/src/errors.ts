import { defineError } from '@promptbin/errors'

/** Another process keeps this data folder; the values are its pid and URL. */
export const instanceRunning = defineError({
  code: 'PB_INSTANCE_RUNNING',
  status: 409,
  class: 'user',
  severity: 'error',
  message: 'PromptBin already runs on this data folder: pid %s, %s.',
  hint: 'Use that one, stop it first, or choose another folder with --data-dir.',
})

/** The values are the setting, the port and who holds it. */
export const portTaken = defineError({
  code: 'PB_PORT_TAKEN',
  status: 500,
  class: 'permanent',
  severity: 'critical',
  message: '%s is %s, but that port is taken by %s.',
  hint: 'Stop that process, or set %s to another port; 0 takes any free one.',
  operatorHint: 'Stop the program that has the port, or choose another; the message names it.',
})

/** An address that this machine has not, or a port not for this user: setting, port, host, code. */
export const portUnusable = defineError({
  code: 'PB_PORT_UNUSABLE',
  status: 500,
  class: 'permanent',
  severity: 'critical',
  message: '%s is %s, but that port cannot be bound on %s (%s).',
  hint: 'Choose another port or host in the configuration.',
  operatorHint: 'Choose a host and a port that this machine has and this user may bind.',
})

/** The values are the service and why it is not started again. */
export const serviceFailed = defineError({
  code: 'PB_SERVICE_FAILED',
  status: 503,
  class: 'permanent',
  severity: 'critical',
  message: '%s does not start: %s',
  hint: 'Its last lines are in the log, logs/promptbin.log in the data folder.',
  operatorHint:
    'Read the last lines of the service (promptbin logs); docs/runbooks/service-down.md has the usual reasons.',
})

/** No service has this name; the values are the name and the names that there are. */
export const serviceUnknown = defineError({
  code: 'PB_SERVICE_UNKNOWN',
  status: 404,
  class: 'user',
  severity: 'info',
  message: 'There is no service %s; the services are %s.',
  hint: 'Name one of them.',
})

/** What is asked for needs a service that runs; the value is its name. */
export const serviceStopped = defineError({
  code: 'PB_SERVICE_STOPPED',
  status: 409,
  class: 'user',
  severity: 'info',
  message: '%s was stopped on purpose.',
  hint: 'Start it again with `promptbin service start %s`.',
  retry: 'after-repair',
})

/** The values are the service, the number of workers that it cannot have, and why. */
export const scaleRefused = defineError({
  code: 'PB_SCALE_REFUSED',
  status: 422,
  class: 'user',
  severity: 'error',
  message: '%s cannot have %s workers. %s',
  hint: 'Ask for a number that is allowed, or change the configuration.',
})

/** The new processes do not work, so those from before go on: the service, and why. */
export const reloadFailed = defineError({
  code: 'PB_RELOAD_FAILED',
  status: 502,
  class: 'permanent',
  severity: 'error',
  message: '%s was not reloaded and goes on as it was: %s',
  hint: 'Repair what is wrong and reload again; logs/promptbin.log in the data folder says more.',
  operatorHint: 'Follow docs/runbooks/reload-failed.md; what ran before goes on.',
})

/** A signal came before everything was ready. */
export const startInterrupted = defineError({
  code: 'PB_START_INTERRUPTED',
  status: 503,
  class: 'user',
  severity: 'info',
  message: 'PromptBin was stopped before it was ready.',
  hint: 'Start it again.',
  retry: 'same-request',
})

/** No instance keeps this data folder. */
export const notRunning = defineError({
  code: 'PB_NOT_RUNNING',
  status: 503,
  class: 'user',
  severity: 'info',
  message: 'PromptBin does not run on this data folder.',
  hint: 'Start it with `promptbin start`, or name the folder of a running one with --data-dir.',
  retry: 'after-repair',
})

/** An instance was asked to end and takes longer than it may; the value is its pid. */
export const stillStopping = defineError({
  code: 'PB_STILL_STOPPING',
  status: 504,
  class: 'transient',
  severity: 'error',
  message: 'PromptBin (pid %s) was asked to stop and has not ended yet.',
  hint: 'Wait, or end that process with `kill`; a second signal ends it at once.',
  operatorHint:
    'See in the log what it still waits for; operations.graceful_shutdown_timeout bounds it.',
})

/** The value is how many follow what happens at once. */
export const eventStreamsTooMany = defineError({
  code: 'PB_EVENT_STREAMS_TOO_MANY',
  status: 503,
  class: 'transient',
  severity: 'warning',
  message: '%d clients follow what happens already.',
  hint: 'Close a page or a program that follows it, or ask for the list now and then.',
  operatorHint: 'Look for a program that opens streams and does not close them.',
})

/** The file that a command was given; the values are its path and the reason. */
export const fileUnreadable = defineError({
  code: 'PB_FILE_UNREADABLE',
  status: 400,
  class: 'user',
  severity: 'error',
  message: '%s cannot be read (%s).',
  hint: 'Check the path and the right to read it.',
  retry: 'after-repair',
})

/** The file that a command was to write; the value is its path. */
export const fileExists = defineError({
  code: 'PB_FILE_EXISTS',
  status: 409,
  class: 'user',
  severity: 'error',
  message: '%s is there already and was left as it is.',
  hint: 'Name another file with --output, or move that one away.',
})

/** The file that a command was to write; the values are its path and the reason. */
export const fileUnwritable = defineError({
  code: 'PB_FILE_UNWRITABLE',
  status: 500,
  class: 'user',
  severity: 'error',
  message: '%s cannot be written (%s).',
  hint: 'Check the folder, the right to write there, and the room on the disk.',
  retry: 'after-repair',
})

/** No prompts where an import looks for them; the value is the folder. */
export const nothingToImport = defineError({
  code: 'PB_IMPORT_NOTHING',
  status: 400,
  class: 'user',
  severity: 'error',
  message: 'There is nothing to import in %s.',
  hint: 'Name a file or a folder: promptbin import <path>.',
})

/** What was given to name a prompt, perhaps with a version or a label. */
export const referenceInvalid = defineError({
  code: 'PB_REFERENCE_INVALID',
  status: 400,
  class: 'user',
  severity: 'error',
  message: '"%s" names no prompt.',
  hint: 'Give a name, or name@3 for a version, or name@production for a label.',
})

/** The library refused the whole import, or the connection ended before its last line. */
export const importFailed = defineError({
  code: 'PB_IMPORT_FAILED',
  status: 502,
  class: 'transient',
  severity: 'error',
  message: 'The import ended early: %s',
  hint: 'Run it again: rows that are in the library already are skipped.',
  retry: 'same-request',
  operatorHint: 'See in the log of prompt-web what ended it.',
})
