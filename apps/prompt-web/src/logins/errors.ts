import { defineError } from '@promptbin/errors'

/** One for all that can be wrong, so that nobody learns which names there are. */
export const loginRefused = defineError({
  code: 'PB_LOGIN_REFUSED',
  status: 401,
  class: 'user',
  severity: 'warning',
  message: 'That is not right: the name and the password, or the token, do not fit.',
  hint: 'Check them for slips. Whoever runs PromptBin makes a token with "promptbin token create --scopes prompts:read,admin", logs in with it, and sets another password at /accounts.',
})

/** Values: in how many seconds. */
export const loginClosed = defineError({
  code: 'PB_LOGIN_CLOSED',
  status: 429,
  class: 'user',
  severity: 'warning',
  message: 'There were too many failed logins; the next one is possible in %d s.',
  hint: 'Wait, and try again. Browsers that are logged in stay so, and tokens go on working.',
  retry: 'after-a-while',
  operatorHint: 'The audit trail has the failed logins with their addresses: promptbin audit list.',
})

export const loginBusy = defineError({
  code: 'PB_LOGIN_BUSY',
  status: 503,
  class: 'transient',
  severity: 'warning',
  message: 'Too many people log in at this moment.',
  hint: 'Try again in a few seconds.',
  operatorHint:
    'Nothing, unless it lasts: then somebody tries passwords, and the audit trail says from where.',
})

export const setUpRefused = defineError({
  code: 'PB_SETUP_REFUSED',
  status: 401,
  class: 'user',
  severity: 'warning',
  message: 'That is not the set-up token of this start.',
  hint: 'PromptBin prints it when it starts, unless auth.setup_token gives one; copy it whole.',
})

/** Values: what is wrong with it. */
export const passwordRefused = defineError({
  code: 'PB_PASSWORD_REFUSED',
  status: 422,
  class: 'user',
  severity: 'info',
  message: 'The password %s.',
  hint: 'Choose another: several words that nobody would guess are good, and easy to keep in mind.',
})

export const sessionNotFound = defineError({
  code: 'PB_SESSION_NOT_FOUND',
  status: 404,
  class: 'user',
  severity: 'info',
  message: 'There is no such session of yours.',
  hint: 'It may have ended already; list your sessions.',
})

export const tokenFoldersAdmin = defineError({
  code: 'PB_TOKEN_FOLDERS_ADMIN',
  status: 422,
  class: 'user',
  severity: 'info',
  message: 'A token that may run PromptBin cannot be limited to folders.',
  hint: 'Leave out the scope admin, or the folders.',
})
