const stopSignals = ['SIGTERM', 'SIGINT'] as const

/**
 * Calls back at each wish to stop, with how often it was said: the second time means at once.
 * Returns what ends the listening.
 */
export function onStopSignal(callback: (count: number) => void): () => void {
  let count = 0
  const listener = () => {
    count += 1
    callback(count)
  }
  for (const signal of stopSignals) process.on(signal, listener)
  return () => {
    for (const signal of stopSignals) process.off(signal, listener)
  }
}
