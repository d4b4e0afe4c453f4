import { defineError } from '@promptbin/errors'

/** All errors of prompt-web itself; those of the store and the domain stand in their packages. */

export const ifMatchRequired = defineError({
  code: 'PB_IF_MATCH_REQUIRED',
  status: 428,
  class: 'user',
  severity: 'info',
  message: 'A change must say which state it is based on.',
  hint: 'Read the prompt, and send its ETag back as If-Match; "If-Match: *" changes whatever is there.',
})

export const entityTagInvalid = defineError({
  code: 'PB_ENTITY_TAG_INVALID',
  status: 400,
  class: 'user',
  severity: 'info',
  message: 'The header If-Match is not a list of entity tags.',
  hint: 'Send the ETag exactly as it was received, with its quotes: If-Match: "17".',
})

export const importTooLarge = defineError({
  code: 'PB_BODY_TOO_LARGE',
  status: 413,
  class: 'user',
  severity: 'info',
  message: 'The file is larger than %s MiB.',
  hint: 'Split the file and import the parts; what is imported already is skipped.',
})

export const importTypeUnknown = defineError({
  code: 'PB_IMPORT_TYPE_UNKNOWN',
  status: 415,
  class: 'user',
  severity: 'info',
  message: 'An import does not read bodies of this type.',
  hint: 'Send the file as it is, with the header "content-type: application/octet-stream".',
})

export const importInterrupted = defineError({
  code: 'PB_IMPORT_INTERRUPTED',
  status: 400,
  class: 'user',
  severity: 'info',
  message: 'The connection ended before the whole file had arrived.',
  hint: 'Import the file again; what is imported already is skipped.',
  retry: 'same-request',
})

export const streamsTooMany = defineError({
  code: 'PB_STREAMS_TOO_MANY',
  status: 503,
  class: 'transient',
  severity: 'warning',
  message: '%d clients follow the library already.',
  hint: 'Close a page or a program that follows it, or ask for the list now and then.',
  operatorHint:
    'Look for a program that opens streams and does not close them: the log names the clients.',
})

export const formTooLarge = defineError({
  code: 'PB_FORM_TOO_LARGE',
  status: 413,
  class: 'user',
  severity: 'info',
  message: 'The form has more fields than the largest prompt.',
  hint: 'A prompt has up to 100 messages, 50 parts a message and 200 variables: take some out.',
})

export const pageNotFound = defineError({
  code: 'PB_PAGE_NOT_FOUND',
  status: 404,
  class: 'user',
  severity: 'info',
  message: 'There is no page at this address.',
  hint: 'Look for a slip in the address, or find what you need from the library.',
})

export const sharingOff = defineError({
  code: 'PB_SHARING_OFF',
  status: 403,
  class: 'user',
  severity: 'info',
  message: 'Sharing is turned off here; no link was made.',
  hint: 'Ask whoever runs PromptBin to set share.enabled to true, or export the prompt and send the file.',
  retry: 'after-repair',
  operatorHint: 'Set share.enabled to true if prompts are to be shared by links.',
})

/** Values: what is wrong. */
export const shareExpiryInvalid = defineError({
  code: 'PB_SHARE_EXPIRY_INVALID',
  status: 422,
  class: 'user',
  severity: 'info',
  message: 'A share cannot end then: %s.',
  hint: 'Give a time to come as expiresAt, or expiresInDays, or null as expiresAt for a share without an end.',
})

/** Values: the share's id. */
export const shareLinkGone = defineError({
  code: 'PB_SHARE_LINK_GONE',
  status: 409,
  class: 'user',
  severity: 'info',
  message: 'The share "%s" was made by this request before, and its link is no longer known.',
  hint: 'Use the link of the first answer; if that is lost, revoke the share and make another under a new key.',
})

/** One for all that a link can have become, so that nobody learns which it was. */
export const linkNotFound = defineError({
  code: 'PB_LINK_NOT_FOUND',
  status: 404,
  class: 'user',
  severity: 'info',
  message: 'There is nothing at this address.',
  hint: 'The link may have a slip, or it may have ended. Ask whoever gave it to you.',
})

export const viewsTooMany = defineError({
  code: 'PB_VIEWS_TOO_MANY',
  status: 429,
  class: 'user',
  severity: 'info',
  message: 'These were too many requests from one address.',
  hint: 'Wait for the seconds in the header "retry-after", then try again.',
  retry: 'after-a-while',
})

export const labelInvalid = defineError({
  code: 'PB_LABEL_INVALID',
  status: 422,
  class: 'user',
  severity: 'info',
  message: 'That is no name for a label.',
  hint: 'Use lower-case letters, digits and single ".", "_" or "-", with at least one letter.',
})

/** Values: the prompt's name. */
export const labelsChanged = defineError({
  code: 'PB_LABELS_CHANGED',
  status: 412,
  class: 'user',
  severity: 'info',
  message: 'The prompt "%s" has changed since you looked at it; its labels were left as they are.',
  hint: 'Look where the label stands now, and do it again if that is still right.',
})

export const selectionInvalid = defineError({
  code: 'PB_SELECTION_INVALID',
  status: 422,
  class: 'user',
  severity: 'info',
  message: 'That cannot be done with the selected prompts: %s.',
  hint: 'Go back, select from 1 to 500 prompts, and choose what to do with them.',
})

/** Values: what is wrong with the form. */
export const uploadInvalid = defineError({
  code: 'PB_UPLOAD_INVALID',
  status: 400,
  class: 'user',
  severity: 'info',
  message: 'The files cannot be taken: %s.',
  hint: 'Choose them again, in several steps if they are many; what is imported already is skipped.',
})

export const uploadEmpty = defineError({
  code: 'PB_UPLOAD_EMPTY',
  status: 422,
  class: 'user',
  severity: 'info',
  message: 'No file was chosen.',
  hint: 'Choose one or more files, and check or import them again.',
})

/** Values: what is wrong. */
export const tokenExpiryInvalid = defineError({
  code: 'PB_TOKEN_EXPIRY_INVALID',
  status: 422,
  class: 'user',
  severity: 'info',
  message: 'A token cannot end then: %s.',
  hint: 'Give a time to come as expiresAt, or leave it out for a token without an end.',
})

/** Somebody works on PromptBin; reading goes on. The value is what people are told. */
export const maintenance = defineError({
  code: 'PB_MAINTENANCE',
  status: 503,
  class: 'transient',
  severity: 'info',
  message: 'PromptBin is in maintenance, so nothing was changed: %s',
  hint: 'Try again later; reading still works. Whoever runs PromptBin ends it with `promptbin maintenance set off`.',
  operatorHint: 'End the maintenance when the work is done: promptbin maintenance set off.',
})

/** Reading goes on; the disk is looked at every few seconds. */
export const diskNearlyFull = defineError({
  code: 'PB_DISK_NEARLY_FULL',
  status: 507,
  class: 'permanent',
  severity: 'warning',
  message: 'The disk is nearly full, so nothing is saved just now; nothing was changed.',
  hint: 'Make room on the disk that holds the data folder; saving works again by itself then. Reading still works.',
  operatorHint:
    'Make room on the disk of the data folder; docs/runbooks/disk-low.md says what may go.',
})

export const tokenLimited = defineError({
  code: 'PB_TOKEN_LIMITED',
  status: 403,
  class: 'user',
  severity: 'info',
  message: 'This is about the whole library, and the token is limited to some folders.',
  hint: 'Use a token without folders.',
})

export const folderOutside = defineError({
  code: 'PB_FOLDER_OUTSIDE',
  status: 403,
  class: 'user',
  severity: 'info',
  message: 'The token is limited to some folders, and this is none of them or below them.',
  hint: 'Name one of the folders of the token.',
})

/** Values: what it is the name of. */
export const nameInvalid = defineError({
  code: 'PB_NAME_INVALID',
  status: 422,
  class: 'user',
  severity: 'info',
  message: 'That is no name for %s.',
  hint: 'Use up to 64 lower-case letters and digits, words joined by "-".',
})

export const scopesMissing = defineError({
  code: 'PB_SCOPES_MISSING',
  status: 422,
  class: 'user',
  severity: 'info',
  message: 'Nothing was chosen that it may do.',
  hint: 'Choose one or more of prompts:read, prompts:write and admin.',
})
