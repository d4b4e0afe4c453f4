import { defineError } from '@promptbin/errors'

/** The values are the file and what its parser says, with the place. */
export const clientFileUnreadable = defineError({
  code: 'PB_CLIENT_FILE_UNREADABLE',
  status: 422,
  class: 'user',
  severity: 'error',
  message: 'The configuration of the client, %s, cannot be understood: %s.',
  hint: 'Nothing was changed. Correct the file (its client has trouble with it as well), then try again.',
})

/** The values are the file and what stands in the way. */
export const clientFileUnexpected = defineError({
  code: 'PB_CLIENT_FILE_UNEXPECTED',
  status: 422,
  class: 'user',
  severity: 'error',
  message: 'PromptBin cannot be written into %s without touching something else: %s.',
  hint: 'Nothing was changed. Write the entry by hand; `promptbin connect <client> --dry-run --json` tells it.',
})

/** The value is the file. */
export const clientFileChanged = defineError({
  code: 'PB_CLIENT_FILE_CHANGED',
  status: 409,
  class: 'transient',
  severity: 'error',
  message: '%s was changed by another program meanwhile.',
  hint: 'Nothing was written. Close the client, then try again.',
  retry: 'same-request',
  operatorHint: 'Close the client, so that it does not write its file meanwhile.',
})

/** The value is the client. */
export const clientWithoutHttp = defineError({
  code: 'PB_CLIENT_WITHOUT_HTTP',
  status: 422,
  class: 'user',
  severity: 'error',
  message: '%s takes no HTTP address from its configuration file.',
  hint: 'Connect it without --http; it then starts PromptBin itself and joins the instance that runs.',
})

/** The values are the client and the platform. */
export const clientNotHere = defineError({
  code: 'PB_CLIENT_NOT_HERE',
  status: 422,
  class: 'user',
  severity: 'error',
  message: 'It is not known where %s keeps its configuration on %s.',
  hint: 'Name the file with --file.',
})

/** Nobody can be asked. */
export const connectUnconfirmed = defineError({
  code: 'PB_CONNECT_UNCONFIRMED',
  status: 409,
  class: 'user',
  severity: 'error',
  message: 'Nothing was changed, as nobody has said yes.',
  hint: 'Say --yes to have the change made, or --dry-run to see it only.',
})

/** The value is what went wrong. */
export const connectionFailed = defineError({
  code: 'PB_CONNECTION_FAILED',
  status: 502,
  class: 'transient',
  severity: 'error',
  message: 'The entry is written, but PromptBin did not answer by it: %s.',
  hint: 'Over HTTP PromptBin has to run (`promptbin start`). Try again, or take it back with --undo.',
  operatorHint:
    'Look whether PromptBin runs (promptbin status), then try it by hand: promptbin mcp.',
})

/** The value is the client. */
export const nothingToUndo = defineError({
  code: 'PB_NOTHING_TO_UNDO',
  status: 404,
  class: 'user',
  severity: 'info',
  message: '%s is not connected, so there is nothing to take back.',
  hint: '`promptbin connect --list` tells which clients are.',
})
