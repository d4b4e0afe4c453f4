interface Pretence {
  /** Done when it has the socket, which it does not listen on. */
  readonly onReady?: () => void
  readonly beats?: boolean
  readonly isListening?: boolean
}

const figures = {
  loopLagMs: 0,
  gcPauseMs: 0,
  rssBytes: 0,
  heapUsedBytes: 0,
  cpuSeconds: 0,
  activeRequests: 0,
  requestsHandled: 0,
  averageResponseMs: 0,
}

const tell = (message: object, done = () => {}) =>
  process.send?.({ v: 1, ...message }, undefined, undefined, done)

/** Says over the channel what a good service says, and does none of it. */
export function pretend({ onReady, beats = true, isListening = true }: Pretence): void {
  const beat = () => tell({ type: 'heartbeat', ...figures, isListening })
  process.on('message', (message: { type: string }) => {
    if (message.type === 'listen') tell({ type: 'ready', url: 'http://127.0.0.1:1' }, onReady)
  })
  if (beats) setInterval(beat, 20)
  tell({ type: 'prepared' })
}
