const isReadable = Symbol.for('promptbin.readable-memory')

/**
 * Lets `process.memoryUsage` answer what it did last when the system has no descriptor left to read
 * it with (EMFILE, ENFILE). `@fastify/under-pressure` and others ask from timers, where what is thrown
 * ends the process: just when there is too much to do. Asked for again it does nothing.
 */
export function keepMemoryReadable(): void {
  const read = process.memoryUsage
  if (isReadable in read) return
  const usage = lastOf(() => read())
  process.memoryUsage = Object.assign(usage, { rss: lastOf(() => read.rss()), [isReadable]: true })
}

/** What a question answers, and when it throws what it answered before. */
function lastOf<Answer>(ask: () => Answer): () => Answer {
  let last = ask()
  return () => {
    try {
      last = ask()
    } catch {
      // It is a moment old, which is near enough.
    }
    return last
  }
}
