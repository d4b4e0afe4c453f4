import { receivedError } from '@promptbin/errors'
import { supervisorAnswerInvalid } from './errors.ts'

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
  const refusal = isSuccess ? undefined : receivedError(status, body)
  throw refusal ?? supervisorAnswerInvalid(request, `status ${status}`)
}
