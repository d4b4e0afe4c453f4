import { defineError } from '@promptbin/errors'

/** Values: the name that was asked for. */
export const promptNotFound = defineError({
  code: 'PB_PROMPT_NOT_FOUND',
  status: 404,
  class: 'user',
  severity: 'info',
  message: 'There is no prompt named "%s".',
  hint: 'List or search the prompts to find the name.',
})

/** Values: the prompt's name, the version's number. */
export const versionNotFound = defineError({
  code: 'PB_VERSION_NOT_FOUND',
  status: 404,
  class: 'user',
  severity: 'info',
  message: 'The prompt "%s" has no version %d.',
  hint: 'List the versions of the prompt to see which there are.',
})

/** Values: the name. */
export const nameTaken = defineError({
  code: 'PB_NAME_TAKEN',
  status: 409,
  class: 'user',
  severity: 'info',
  message: 'The name "%s" is taken.',
  hint: 'Another prompt has it, or had it before. Choose another, or leave the name out to have one derived.',
})

/** Values: the prompt's name. */
export const promptChanged = defineError({
  code: 'PB_PROMPT_CHANGED',
  status: 412,
  class: 'user',
  severity: 'info',
  message: 'The prompt "%s" has changed since you read it; nothing was saved.',
  hint: 'Read it again, repeat your change on what you get, and save that with its new generation.',
})

/** A cursor that no page gave out, or that belongs to another query. */
export const cursorInvalid = defineError({
  code: 'PB_CURSOR_INVALID',
  status: 400,
  class: 'user',
  severity: 'info',
  message: 'The cursor does not belong to this list.',
  hint: 'Send the nextCursor of a page of the same query unchanged, or start without a cursor.',
})

/** Both ways of choosing a version at once. */
export const selectorAmbiguous = defineError({
  code: 'PB_SELECTOR_AMBIGUOUS',
  status: 422,
  class: 'user',
  severity: 'info',
  message: 'Both a version and a label were given.',
  hint: 'Give one of the two; a label stands for a version.',
})

/** Values: the prompt's name, the label. */
export const labelNotFound = defineError({
  code: 'PB_LABEL_NOT_FOUND',
  status: 404,
  class: 'user',
  severity: 'info',
  message: 'The prompt "%s" has no label "%s".',
  hint: 'Ask for "latest", for a label that the prompt has, or for a version by its number.',
})

/** Values: the label, the prompt's name. */
export const labelProtected = defineError({
  code: 'PB_LABEL_PROTECTED',
  status: 409,
  class: 'user',
  severity: 'info',
  message: 'The label "%s" of the prompt "%s" is protected; it was not moved.',
  hint: 'Take the protection off first, by a change of its own, then move or remove the label.',
})

/** Nobody sets the label that is always the newest version. */
export const labelReserved = defineError({
  code: 'PB_LABEL_RESERVED',
  status: 422,
  class: 'user',
  severity: 'info',
  message: 'The label "latest" is always the newest version; it cannot be set, moved or removed.',
  hint: 'Choose another label, or save a new version.',
})

/** Values: the label, the prompt's name. */
export const labelNoEarlier = defineError({
  code: 'PB_LABEL_NO_EARLIER',
  status: 409,
  class: 'user',
  severity: 'info',
  message:
    'The label "%s" of the prompt "%s" stood nowhere before; there is nothing to go back to.',
  hint: 'Move it to the version that you want, or remove it.',
})

/** Values: the references, the way from the prompt to the first of them. */
export const includeNotFound = defineError({
  code: 'PB_INCLUDE_NOT_FOUND',
  status: 422,
  class: 'user',
  severity: 'info',
  message: 'The prompt includes what is not there: "%s" (%s).',
  hint: 'Correct the name, the version or the label, or create what is to be included first; nothing was changed.',
})

/** Values: the names on the way around. */
export const includeCycle = defineError({
  code: 'PB_INCLUDE_CYCLE',
  status: 422,
  class: 'user',
  severity: 'info',
  message: 'The prompt would include itself: %s.',
  hint: 'Take one of these includes out; the newest and all labelled versions count. Nothing was changed.',
})

/** Values: the prompt's name, how many it may include, how deep. */
export const includeTooMany = defineError({
  code: 'PB_INCLUDE_TOO_MANY',
  status: 422,
  class: 'user',
  severity: 'info',
  message:
    'The prompt "%s" includes too much: more than %d prompts, or one within the other deeper than %d.',
  hint: 'Include fewer prompts, or put their text together in one; nothing was changed.',
})

/** Values: the prompt's name, who uses it. */
export const promptInUse = defineError({
  code: 'PB_PROMPT_IN_USE',
  status: 409,
  class: 'user',
  severity: 'info',
  message: 'The prompt "%s" is included by others, which would break: %s.',
  hint: 'Take the include out of them first, or throw the prompt away even though it is used.',
})

/** Another request came under a key that has been used. */
export const idempotencyKeyReused = defineError({
  code: 'PB_IDEMPOTENCY_KEY_REUSED',
  status: 422,
  class: 'user',
  severity: 'info',
  message: 'The idempotency key has been used for another request; nothing was changed.',
  hint: 'Use a new key for every new request; repeat a request under its key only as it was.',
})

/** Values: the share's id. */
export const shareNotFound = defineError({
  code: 'PB_SHARE_NOT_FOUND',
  status: 404,
  class: 'user',
  severity: 'info',
  message: 'There is no share "%s".',
  hint: 'List the shares to find its id; one that was revoked is no longer listed.',
})

/** Values: how many names there may be. */
export const batchTooLarge = defineError({
  code: 'PB_BATCH_TOO_LARGE',
  status: 422,
  class: 'user',
  severity: 'info',
  message: 'More than %d prompts are too many for one change; nothing was changed.',
  hint: 'Change them in several parts.',
})

/** Values: the prompt's name, how many tags there may be. */
export const tagsTooMany = defineError({
  code: 'PB_TAGS_TOO_MANY',
  status: 422,
  class: 'user',
  severity: 'info',
  message: 'The prompt "%s" would have more than %d tags; nothing was changed.',
  hint: 'Take other tags off, or add fewer.',
})

/** Values: the prompt's name, what is wrong. */
export const recordInvalid = defineError({
  code: 'PB_RECORD_INVALID',
  status: 422,
  class: 'user',
  severity: 'info',
  message: 'The record of the prompt "%s" is not whole: %s.',
  hint: 'Export it again; a record cannot be edited by hand, for its checksums would no longer be right.',
})

/** Values: the token's name or id. */
export const tokenNotFound = defineError({
  code: 'PB_TOKEN_NOT_FOUND',
  status: 404,
  class: 'user',
  severity: 'info',
  message: 'There is no token "%s".',
  hint: 'List the tokens to find its name; one that was revoked cannot be revoked again.',
})

/** Values: the name. */
export const tokenNameTaken = defineError({
  code: 'PB_TOKEN_NAME_TAKEN',
  status: 409,
  class: 'user',
  severity: 'info',
  message: 'There is a token named "%s" already.',
  hint: 'Choose another name, or revoke that token first to replace it.',
})

/** Values: how many there may be. */
export const tokensTooMany = defineError({
  code: 'PB_TOKENS_TOO_MANY',
  status: 409,
  class: 'user',
  severity: 'info',
  message: 'There are %d tokens, and more are not kept.',
  hint: 'Revoke those that nobody uses any more.',
})
