const MAX_CAUSES = 5

const adviceFields = ['class', 'severity', 'retry', 'hint', 'operatorHint'] as const

/** Told of errors of PromptBin alone: others may mean something else by these names. */
function adviceOf(error: Error): Pick<ErrorFields, (typeof adviceFields)[number]> {
  if (error.name !== 'PromptBinError') return {}
  const fields = error as Partial<Record<(typeof adviceFields)[number], unknown>>
  return Object.fromEntries(
    adviceFields.flatMap((name) =>
      typeof fields[name] === 'string' && fields[name] !== '' ? [[name, fields[name]]] : [],
    ),
  )
}

/** An error as it stands in a log line. */
export interface ErrorFields {
  readonly type: string
  readonly message: string
  readonly code?: string
  /** What an error of PromptBin says of itself, see libs/errors. */
  readonly class?: string
  readonly severity?: string
  readonly retry?: string
  readonly hint?: string
  readonly operatorHint?: string
  readonly stack?: string
  readonly cause?: ErrorFields
}

/**
 * Takes only known fields of an error. Clients hang requests with their headers and bodies on
 * their errors, and those do not belong in a log.
 */
export function describeError(error: unknown, depth = 0): ErrorFields {
  if (!(error instanceof Error)) return { type: typeof error, message: String(error) }
  return {
    type: error.name,
    message: error.message,
    ...('code' in error && { code: String(error.code) }),
    ...adviceOf(error),
    ...(error.stack !== undefined && { stack: error.stack }),
    ...(error.cause !== undefined &&
      depth < MAX_CAUSES && { cause: describeError(error.cause, depth + 1) }),
  }
}
