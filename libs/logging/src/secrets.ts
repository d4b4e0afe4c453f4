const MASK = '[secret]'

const SECRET_NAMES =
  '(?:proxy-)?authorization|(?:set-)?cookie|x-api-key|api_?key|(?:access_?|refresh_?|id_?)?token' +
  '|(?:client_?|webhook_?)?secret|password'

/** A JSON text without its quotes. */
const TEXT = String.raw`(?:[^"\\]|\\.)*`

/** A field of a JSON line, at any depth: a text or a list of texts. */
const FIELD = new RegExp(`"(${SECRET_NAMES})":(?:"${TEXT}"|\\[(?:"${TEXT}",?)*\\])`, 'gi')

/** The same field in JSON that is itself a text of the line, so that its quotes are escaped. */
const ESCAPED_TEXT = String.raw`(?:[^"\\]|\\\\(?:[^"\\]|\\.)|\\[^"\\])*`
const ESCAPED_FIELD = new RegExp(`\\\\"(${SECRET_NAMES})\\\\":\\\\"${ESCAPED_TEXT}\\\\"`, 'gi')

/**
 * Passwords in connection strings: `postgres://name:password@host`. People leave `/` and `@` in them
 * as they are, so one goes on to the last `@` of its word. A number and `/` after the colon are a
 * port and a path, and on the web nothing else.
 */
const PASSWORD_IN_URL = /(:\/\/[^\s:/"\\[]{0,200}):(?!\d{1,5}[/?#])[^\s"\\]{1,500}@/g
const NUMBER_IN_URL =
  /((?<!\b(?:https?|wss?)):\/\/[^\s:/"\\[]{0,200}):\d{1,5}[/?#][^\s"\\]{0,500}@/gi

const BEARER = /\b(Bearer)\s+[A-Za-z0-9._~+/=-]{6,}/gi

/** PromptBin's own tokens, wherever they stand. */
const OWN_TOKEN = /\bpbn_[A-Za-z0-9_-]{4,}/g

/** Secrets of web hooks, as Standard Webhooks writes them. */
const HOOK_SECRET = /\bwhsec_[A-Za-z0-9+/_-]{4,}={0,2}/g

/** A JWT or JWE without a word before it (RFC 7519): a header that begins with `{"`, then more parts. */
const JSON_WEB_TOKEN = /(?<![A-Za-z0-9_-])eyJ[A-Za-z0-9_-]{5,}(?:\.[A-Za-z0-9_-]*){1,4}/g

const SECRET_IN_QUERY =
  /([?&](?:access_token|token|api_?key|key|secret|password|signature|code)=)[^&\s"\\#]+/gi

/** In small letters: each pattern above needs one of them in the text. */
const SIGNS_AS_WORDS =
  'authorization cookie key token secret password :// bearer pbn_ whsec_ eyj ? &'
const SIGNS = SIGNS_AS_WORDS.split(' ')

/**
 * Masks what looks like a secret in a text or a JSON line, which stays JSON. It works on the
 * finished line because secrets also hide in messages, URLs and fields that nobody thought of.
 */
export function maskSecrets(text: string): string {
  return mayHoldSecret(text) ? maskAll(text) : text
}

/** Nearly no line does, and to look for nine patterns costs a busy service more than to write the line. */
function mayHoldSecret(text: string): boolean {
  const small = text.toLowerCase()
  return SIGNS.some((sign) => small.includes(sign))
}

function maskAll(text: string): string {
  return text
    .replace(FIELD, `"$1":"${MASK}"`)
    .replace(ESCAPED_FIELD, `\\"$1\\":\\"${MASK}\\"`)
    .replace(PASSWORD_IN_URL, `$1:${MASK}@`)
    .replace(NUMBER_IN_URL, `$1:${MASK}@`)
    .replace(BEARER, `$1 ${MASK}`)
    .replace(OWN_TOKEN, MASK)
    .replace(HOOK_SECRET, MASK)
    .replace(JSON_WEB_TOKEN, MASK)
    .replace(SECRET_IN_QUERY, `$1${MASK}`)
}
