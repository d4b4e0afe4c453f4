import { hash } from 'node:crypto'
import { normaliseMessage } from './normalise-message.ts'
import { ownFrames } from './own-frames.ts'

/** An error as a log line tells of it; `err` of libs/logging, or the line itself. */
export interface ReportedError {
  /** The class of the error, or the event of a line without one. */
  readonly type: string
  readonly message: string
  readonly code?: string | undefined
  readonly stack?: string | undefined
}

/** What all errors of one kind have in common, whichever service reports them. */
export interface ErrorIdentity {
  /** 16 hex digits. */
  readonly fingerprint: string
  readonly code: string | null
  readonly type: string
  /** With placeholders, see `normaliseMessage`. */
  readonly message: string
}

/** A code of PromptBin says what went wrong, in every service that meets it. */
const ownCode = /^PB_[A-Z0-9_]{1,60}$/

/** A code of the system (errno(3)) names the cause as well: where it was met matters less. */
const systemCode = /^E[A-Z0-9]{2,20}$/

/** What a service says instead of the cause, which it keeps for its own log. */
export const concealing: ReadonlySet<string> = new Set(['PB_INTERNAL', 'PB_STORE_FAILED'])

const anyCode = /^[\w.-]{1,64}$/

/**
 * Tells which kind of error it is: for PromptBin's own codes the code alone; for a code of the system
 * that and the message; for all else type, message, code, and the uppermost functions of ours.
 */
export function identifyError({ type, message, code, stack }: ReportedError): ErrorIdentity {
  const known = code !== undefined && anyCode.test(code) ? code : null
  const shortType = type.slice(0, 64)
  const normalised = normaliseMessage(message)
  const key = keyOf({ code: known, type: shortType, message: normalised }, stack)
  const fingerprint = hash('sha256', JSON.stringify(key), 'hex').slice(0, 16)
  return { fingerprint, code: known, type: shortType, message: normalised }
}

function keyOf(
  { code, type, message }: Omit<ErrorIdentity, 'fingerprint'>,
  stack: string | undefined,
): readonly (string | null)[] {
  if (code !== null && ownCode.test(code)) return [code]
  if (code !== null && systemCode.test(code)) return [code, message]
  return [code, type, message, ...(stack === undefined ? [] : ownFrames(stack))]
}
