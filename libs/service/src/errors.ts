import { defineError } from '@promptbin/errors'

const REQUEST = { class: 'user', severity: 'info' } as const

export const routeNotFound = defineError({
  ...REQUEST,
  code: 'PB_ROUTE_NOT_FOUND',
  status: 404,
  message: 'Nothing answers %s %s.',
  hint: 'Check the path and the method.',
})

export const requestMalformed = defineError({
  ...REQUEST,
  code: 'PB_REQUEST_MALFORMED',
  status: 400,
  message: 'The request is not well-formed HTTP.',
  hint: 'Check the address, the headers and the length of the body.',
})

export const requestInvalid = defineError({
  ...REQUEST,
  code: 'PB_REQUEST_INVALID',
  status: 422,
  message: 'The %s does not fit: %s.',
  hint: 'Correct the listed fields and send the request again.',
})

export const requestAborted = defineError({
  ...REQUEST,
  code: 'PB_REQUEST_ABORTED',
  status: 400,
  message: 'The client left before its request was complete.',
  hint: 'Send the request again.',
  retry: 'same-request',
})

export const requestTooSlow = defineError({
  ...REQUEST,
  code: 'PB_REQUEST_TOO_SLOW',
  status: 408,
  message: 'The request did not arrive in time.',
  hint: 'Send the request again, without pauses.',
  retry: 'same-request',
})

export const headersTooLarge = defineError({
  ...REQUEST,
  code: 'PB_HEADERS_TOO_LARGE',
  status: 431,
  message: 'The headers are larger than 16 KiB.',
  hint: 'Send fewer or shorter headers; old cookies are the usual reason.',
})

export const addressTooLong = defineError({
  ...REQUEST,
  code: 'PB_ADDRESS_TOO_LONG',
  status: 414,
  message: 'A part of the address is longer than 100 characters.',
  hint: 'Names have at most 64 characters.',
})

export const bodyTooLarge = defineError({
  ...REQUEST,
  code: 'PB_BODY_TOO_LARGE',
  status: 413,
  message: 'The body is larger than this address accepts.',
  hint: 'Send less, or in several requests.',
})

export const bodyTypeUnknown = defineError({
  ...REQUEST,
  code: 'PB_BODY_TYPE_UNKNOWN',
  status: 415,
  message: 'This address does not read bodies of this type.',
  hint: 'Send JSON with the header "content-type: application/json".',
})

export const bodyNotUtf8 = defineError({
  ...REQUEST,
  code: 'PB_BODY_NOT_UTF8',
  status: 400,
  message: 'The body is not valid UTF-8.',
  hint: 'Save the text as UTF-8 and send it again.',
})

export const bodyNotJson = defineError({
  ...REQUEST,
  code: 'PB_BODY_NOT_JSON',
  status: 400,
  message: 'The body is not valid JSON%s.',
  hint: 'Check quotes, commas and brackets.',
})

export const bodyTooDeep = defineError({
  ...REQUEST,
  code: 'PB_BODY_TOO_DEEP',
  status: 400,
  message: 'The body nests lists and objects deeper than %d levels.',
  hint: 'Send a flatter document.',
})

export const bodyKeyForbidden = defineError({
  ...REQUEST,
  code: 'PB_BODY_KEY_FORBIDDEN',
  status: 400,
  message: 'The body uses the key "__proto__" or "constructor.prototype".',
  hint: 'Remove that key.',
})

export const bodyKeyRepeated = defineError({
  ...REQUEST,
  code: 'PB_BODY_KEY_REPEATED',
  status: 400,
  message: 'An object in the body has the same key twice.',
  hint: 'Decide for one of the two; the other would be lost.',
})

export const bodyKeysTooMany = defineError({
  ...REQUEST,
  code: 'PB_BODY_KEYS_TOO_MANY',
  status: 400,
  message: 'An object in the body has more than %d keys, or all together more than %d.',
  hint: 'Send less, or in several requests.',
})

export const bodyNumberInexact = defineError({
  ...REQUEST,
  code: 'PB_BODY_NUMBER_INEXACT',
  status: 400,
  message: 'The body has a number that is too large to be kept exactly.',
  hint: 'Send numbers between -9007199254740991 and 9007199254740991, or send it as text.',
})

export const bodyEncoded = defineError({
  ...REQUEST,
  code: 'PB_BODY_ENCODED',
  status: 415,
  message: 'The body is compressed.',
  hint: 'Send it as it is, without the header "content-encoding".',
})

export const hostRefused = defineError({
  ...REQUEST,
  code: 'PB_HOST_REFUSED',
  status: 403,
  severity: 'warning',
  message: 'This service does not answer under the name in the Host header.',
  hint: 'Use http://127.0.0.1 or http://localhost with the port of the service.',
})

export const originRefused = defineError({
  ...REQUEST,
  code: 'PB_ORIGIN_REFUSED',
  status: 403,
  severity: 'warning',
  message: 'A web page of another origin may not send this request.',
  hint: 'Open the page of PromptBin itself, or call the service without a browser.',
})

export const deadlineInvalid = defineError({
  ...REQUEST,
  code: 'PB_DEADLINE_INVALID',
  status: 400,
  message: 'The header "x-request-timeout-ms" is not a whole number of milliseconds.',
  hint: 'Send for example "x-request-timeout-ms: 5000", or leave it out.',
})

export const deadlineExceeded = defineError({
  code: 'PB_DEADLINE_EXCEEDED',
  status: 504,
  class: 'transient',
  severity: 'warning',
  message: 'The answer was not ready in the time that the client gave.',
  hint: 'Try again, or give more time.',
  operatorHint: 'See in the slow requests of the log what took the time.',
})

export const overloaded = defineError({
  code: 'PB_OVERLOADED',
  status: 503,
  class: 'transient',
  severity: 'warning',
  message: 'The service has more to do than it can.',
  hint: 'Wait for the seconds in the header "retry-after", then try again.',
  operatorHint: 'Follow docs/runbooks/requests-shed.md if it lasts.',
})

export const internalError = defineError({
  code: 'PB_INTERNAL',
  status: 500,
  class: 'internal',
  severity: 'error',
  message: 'Something went wrong inside PromptBin.',
  hint: 'The log has the details under this request id.',
  operatorHint:
    'The log has the cause with its stack under this request id: promptbin logs --request. Report it.',
})
