import { type ErrorClass, type ErrorSeverity, PromptBinError } from '@promptbin/errors'
import { Type } from 'typebox'
import { Compile } from 'typebox/compile'

/** An error answer of prompt-web: RFC 9457 with PromptBin's `code` and `hint`. */
const Problem = Compile(
  Type.Object({
    code: Type.String(),
    detail: Type.String(),
    hint: Type.Optional(Type.String()),
    errors: Type.Optional(
      Type.Array(Type.Object({ pointer: Type.String(), message: Type.String() })),
    ),
  }),
)

const severities: Record<ErrorClass, ErrorSeverity> = {
  user: 'info',
  transient: 'warning',
  permanent: 'error',
  internal: 'error',
}

/** A problem does not say its class, but its status does (RFC 9110, RFC 6585, RFC 4918). */
function classOf(status: number): ErrorClass {
  if ([408, 429, 503, 504].includes(status)) return 'transient'
  if (status === 507) return 'permanent'
  return status < 500 ? 'user' : 'internal'
}

/** The cause of an error after which prompt-web will answer again, and when (RFC 9110 Retry-After). */
export class AskedToWait extends Error {
  readonly waitMs: number

  constructor(waitMs: number) {
    super(`prompt-web asks to be left alone for ${waitMs} ms`)
    this.waitMs = waitMs
  }
}

/** What `Retry-After` asks for, if it does so in seconds, as prompt-web does. */
function askedToWait(retryAfter: string | undefined): AskedToWait | undefined {
  return retryAfter && /^\d{1,4}$/.test(retryAfter)
    ? new AskedToWait(Number(retryAfter) * 1_000)
    : undefined
}

/**
 * The error that prompt-web reported, as it was thrown there; `undefined` if `body` is none.
 * `retryAfter` is the header of that name, and is kept as the error's cause.
 */
export function problemToError(
  status: number,
  body: unknown,
  retryAfter?: string,
): PromptBinError | undefined {
  if (!Problem.Check(body)) return undefined
  return new PromptBinError({
    code: body.code,
    status,
    class: classOf(status),
    severity: severities[classOf(status)],
    message: body.detail,
    hint: body.hint ?? '',
    fields: body.errors ?? [],
    cause: askedToWait(retryAfter),
  })
}
