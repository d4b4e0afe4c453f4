import { defineError } from '@promptbin/errors'

/** Too much is waiting already, or this has waited too long, or another process holds the file. */
export const storeBusy = defineError({
  code: 'PB_STORE_BUSY',
  status: 503,
  class: 'transient',
  severity: 'warning',
  message: 'The library has too much to do just now; nothing was changed.',
  hint: 'Try again in a moment.',
})

/** Values: what is known of the outcome, `outcomeUnknown` or `nothingChanged`. */
export const storeUnavailable = defineError({
  code: 'PB_STORE_UNAVAILABLE',
  status: 503,
  class: 'transient',
  severity: 'error',
  message: 'The library failed while it worked on this; %s.',
  hint: 'Read the prompt again to see what is stored, then repeat what is missing.',
})

/** For `storeUnavailable`: a write was cut off between asking and answering. */
export const outcomeUnknown = 'it is unknown whether the change was saved'

/** For `storeUnavailable`: nothing was written, or nothing was to be written. */
export const nothingChanged = 'nothing was changed'

/** The store has been closed, or is about to be. */
export const storeClosed = defineError({
  code: 'PB_STORE_CLOSED',
  status: 503,
  class: 'transient',
  severity: 'info',
  message: 'The library is shutting down; nothing was changed.',
  hint: 'Try again when PromptBin has started again.',
})

/** Values: what cannot be written, the file's path at start-up and `theDataFolder` afterwards. */
export const storeUnwritable = defineError({
  code: 'PB_STORE_UNWRITABLE',
  status: 503,
  class: 'permanent',
  severity: 'critical',
  message: 'The library cannot be written.',
  hint: 'Give the account that runs PromptBin the right to write to %s, or choose another data folder.',
})

/** Values: what is damaged, as for `storeUnwritable`. */
export const storeDamaged = defineError({
  code: 'PB_STORE_DAMAGED',
  status: 500,
  class: 'permanent',
  severity: 'critical',
  message: 'The library is damaged, or is not a library of PromptBin.',
  hint: 'Keep a copy of %s as it is, then restore the library from a backup.',
})

/** Stands for the path wherever a client may read the hint. */
export const theDataFolder = 'its data folder'

/** Values: the schema's number in the file, the newest number that this program knows. */
export const storeNewer = defineError({
  code: 'PB_STORE_NEWER',
  status: 500,
  class: 'permanent',
  severity: 'critical',
  message: 'The library was written by a newer PromptBin (schema %d, this program knows up to %d).',
  hint: 'Install the newer PromptBin again, or restore a backup made before it was installed.',
})

/** The disk has no room for the change. */
export const storeFull = defineError({
  code: 'PB_STORE_FULL',
  status: 507,
  class: 'permanent',
  severity: 'critical',
  message: 'There is no room left on the disk; nothing was changed.',
  hint: 'Make room on the disk that holds the data folder, then try again. Reading still works.',
})

/** A defect of PromptBin; the cause says which. */
export const storeFailed = defineError({
  code: 'PB_STORE_FAILED',
  status: 500,
  class: 'internal',
  severity: 'error',
  message: 'The library met an unexpected error; nothing was changed.',
  hint: 'Report this with the entry that the log has of it.',
})
