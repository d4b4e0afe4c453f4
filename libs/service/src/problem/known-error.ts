import type { ErrorFactory, PromptBinError } from '@promptbin/errors'
import {
  addressTooLong,
  bodyNotJson,
  bodyTooLarge,
  bodyTypeUnknown,
  internalError,
  requestAborted,
  requestMalformed,
} from '../errors.ts'

/** What the errors of Fastify and its plugins mean in our words. */
const BY_CODE: Readonly<Record<string, ErrorFactory>> = {
  ECONNRESET: requestAborted,
  FST_ERR_BAD_URL: requestMalformed,
  FST_ERR_CTP_BODY_TOO_LARGE: bodyTooLarge,
  FST_ERR_CTP_EMPTY_JSON_BODY: bodyNotJson,
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: requestMalformed,
  FST_ERR_CTP_INVALID_JSON_BODY: bodyNotJson,
  FST_ERR_CTP_INVALID_MEDIA_TYPE: bodyTypeUnknown,
  FST_ERR_MAX_PARAM_LENGTH: addressTooLong,
}

/** Translates an error that is not ours; what nobody expected becomes `PB_INTERNAL`. */
export function knownError(error: unknown): PromptBinError {
  const { code, statusCode } = (error ?? {}) as { code?: unknown; statusCode?: unknown }
  const factory = typeof code === 'string' ? BY_CODE[code] : undefined
  if (factory !== undefined) return factory.with({ cause: error }, '')
  const isClientFault = typeof statusCode === 'number' && statusCode >= 400 && statusCode < 500
  return (isClientFault ? requestMalformed : internalError).with({ cause: error })
}
