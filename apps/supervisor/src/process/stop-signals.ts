const stopSignals = ['SIGTERM', 'SIGINT'] as const

/**
 * Ctrl-C reaches a process several times when npm, Nx or Node's watch mode stand above it: from the
 * terminal, and from each of them. Within this time it is one wish.
 */
const sameWishMs = 500

/**
 * Calls back at each wish to stop, with how many there were: a second one means at once. Returns
 * what ends the listening.
 */
export function onStopSignal(
  callback: (count: number, signal: NodeJS.Signals) => void,
): () => void {
  let count = 0
  let lastAtMs = Number.NEGATIVE_INFINITY
  const listener = (signal: NodeJS.Signals) => {
    const nowMs = performance.now()
    const isNew = nowMs - lastAtMs > sameWishMs
    lastAtMs = nowMs
    if (!isNew) return
    count += 1
    callback(count, signal)
  }
  for (const signal of stopSignals) process.on(signal, listener)
  return () => {
    for (const signal of stopSignals) process.off(signal, listener)
  }
}
