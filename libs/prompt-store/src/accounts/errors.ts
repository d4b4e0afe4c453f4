import { defineError } from '@promptbin/errors'

/** Values: the account's name. */
export const accountNotFound = defineError({
  code: 'PB_ACCOUNT_NOT_FOUND',
  status: 404,
  class: 'user',
  severity: 'info',
  message: 'There is no account "%s".',
  hint: 'List the accounts to find its name.',
})

/** Values: the name. */
export const accountNameTaken = defineError({
  code: 'PB_ACCOUNT_NAME_TAKEN',
  status: 409,
  class: 'user',
  severity: 'info',
  message: 'There is an account named "%s" already.',
  hint: 'Choose another name, or give that account a new password.',
})

/** Values: how many there may be. */
export const accountsTooMany = defineError({
  code: 'PB_ACCOUNTS_TOO_MANY',
  status: 409,
  class: 'user',
  severity: 'info',
  message: 'There are %d accounts, and more are not kept.',
  hint: 'Remove those that nobody uses any more.',
})

/** Values: the name. */
export const accountLastAdmin = defineError({
  code: 'PB_ACCOUNT_LAST_ADMIN',
  status: 409,
  class: 'user',
  severity: 'info',
  message: 'Without the account "%s" nobody could run PromptBin any more.',
  hint: 'Make another account with the scope admin first, or remove the other accounts before this one.',
})

export const setUpDone = defineError({
  code: 'PB_SETUP_DONE',
  status: 409,
  class: 'user',
  severity: 'info',
  message: 'PromptBin is set up already.',
  hint: 'Log in with an account or a token; who runs this machine makes either with "promptbin token create".',
})

/** Values: whose session it was to be. */
export const loginOwnerUnknown = defineError({
  code: 'PB_LOGIN_OWNER_UNKNOWN',
  status: 404,
  class: 'user',
  severity: 'info',
  message: 'There is no "%s" that could be logged in.',
  hint: 'The account may have been removed, or the token revoked, just now.',
})
