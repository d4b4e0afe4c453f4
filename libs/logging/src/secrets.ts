const MASK = '[secret]'

/** Names of fields whose value never reaches a log, at any depth, as they stand in a JSON line. */
const SECRET_FIELD =
  /"((?:proxy-)?authorization|(?:set-)?cookie|x-api-key|api_?key|(?:access_?|refresh_?|id_?)?token|secret|(?:client_?|webhook_?)secret|password)":(?:"(?:[^"\\]|\\.)*"|\[[^\]]*\])/gi

/** Passwords in connection strings: `postgres://name:password@host`. */
const CREDENTIALS_IN_URL = /([a-z][a-z0-9+.-]{1,20}:\/\/[^\s:/@"\\]{0,200}):[^\s/@"\\]{1,500}@/gi

const AUTHORIZATION_VALUE = /\b(Bearer|Basic)\s+[A-Za-z0-9._~+/=-]{4,}/gi

/** PromptBin's own tokens, wherever they stand. */
const OWN_TOKEN = /\bpbn_[A-Za-z0-9_-]{4,}/g

const SECRET_IN_QUERY =
  /([?&](?:access_token|token|api_?key|key|secret|password|signature|code)=)[^&\s"\\#]+/gi

/**
 * Masks what looks like a secret in a text or a JSON line. It works on the finished text because
 * secrets also hide in error messages, URLs and fields that nobody thought of.
 */
export function maskSecrets(text: string): string {
  return text
    .replace(SECRET_FIELD, `"$1":"${MASK}"`)
    .replace(CREDENTIALS_IN_URL, `$1:${MASK}@`)
    .replace(AUTHORIZATION_VALUE, `$1 ${MASK}`)
    .replace(OWN_TOKEN, MASK)
    .replace(SECRET_IN_QUERY, `$1${MASK}`)
}
