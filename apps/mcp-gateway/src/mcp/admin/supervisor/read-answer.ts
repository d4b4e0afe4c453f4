import { type ErrorClass, PromptBinError } from '@promptbin/errors'
import { Type } from 'typebox'
import { Check } from 'typebox/value'
import { supervisorAnswerInvalid } from './errors.ts'

/** What the supervisor refuses something with: RFC 9457 with PromptBin's `code` and `hint`. */
const Problem = Type.Object({
  code: Type.String(),
  detail: Type.String(),
  hint: Type.Optional(Type.String()),
  errors: Type.Optional(
    Type.Array(Type.Object({ pointer: Type.String(), message: Type.String() })),
  ),
})

/** A problem does not say its class, but its status does (RFC 9110, RFC 6585). */
function classOf(status: number): ErrorClass {
  if ([408, 429, 503, 504].includes(status)) return 'transient'
  return status < 500 ? 'user' : 'permanent'
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/**
 * What an operation has answered; throws the error that the supervisor has refused it with, as it
 * was thrown there, or `PB_SUPERVISOR_ANSWER_INVALID`. `request` names the call in that.
 */
export function readAnswer(request: string, status: number, text: string): object {
  const body = text === '' ? {} : parse(text)
  const isSuccess = status >= 200 && status < 300
  if (isSuccess && typeof body === 'object' && body !== null && !Array.isArray(body)) return body
  if (isSuccess || !Check(Problem, body)) throw supervisorAnswerInvalid(request, `status ${status}`)
  throw new PromptBinError({
    code: body.code,
    status,
    class: classOf(status),
    severity: status < 500 ? 'info' : 'warning',
    message: body.detail,
    hint: body.hint ?? '',
    fields: body.errors ?? [],
  })
}
