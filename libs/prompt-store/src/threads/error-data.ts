import { PromptBinError } from '@promptbin/errors'

type ErrorOptions = ConstructorParameters<typeof PromptBinError>[0]

/** An error as it travels between threads, where classes do not survive. */
export interface ErrorData extends Omit<ErrorOptions, 'cause'> {
  readonly cause?: { readonly message: string; readonly stack: string | undefined }
}

/** Takes an error apart, with its cause for the log. */
export function toErrorData(error: PromptBinError): ErrorData {
  const {
    code,
    status,
    class: kind,
    severity,
    message,
    hint,
    retry,
    operatorHint,
    fields,
    cause,
  } = error
  const data = { code, status, class: kind, severity, message, hint, retry, operatorHint, fields }
  if (!(cause instanceof Error)) return data
  return { ...data, cause: { message: cause.message, stack: cause.stack } }
}

/** Puts an error together again. */
export function fromErrorData({ cause, ...data }: ErrorData): PromptBinError {
  if (cause === undefined) return new PromptBinError(data)
  const original = new Error(cause.message)
  if (cause.stack !== undefined) original.stack = cause.stack
  return new PromptBinError({ ...data, cause: original })
}
