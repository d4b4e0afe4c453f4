/** Settles as the work does, or rejects when the signal says so; the work itself may go on. */
export async function abortable<Result>(
  work: Promise<Result> | undefined,
  signal: AbortSignal,
): Promise<Result | undefined> {
  signal.throwIfAborted()
  if (work === undefined) return undefined
  const { promise, reject } = Promise.withResolvers<never>()
  const abort = () => reject(signal.reason)
  signal.addEventListener('abort', abort, { once: true })
  try {
    return await Promise.race([work, promise])
  } finally {
    signal.removeEventListener('abort', abort)
  }
}
