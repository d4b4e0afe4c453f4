import type { Metrics } from '@promptbin/metrics'

/** What came of the lines that were to go to one place. */
export interface LogSinkFigures {
  /** A fixed word, such as `file`. */
  readonly sink: string
  /** Lines that were lost since the start, by a fixed word for why. */
  readonly lostLines: Readonly<Record<string, number>>
  /** What waits to be written or sent. */
  readonly waitingBytes: number
}

/** Tells which lines did not get where they should, and what waits, of all places. */
export function createLogMetrics(
  metrics: Pick<Metrics, 'counter' | 'gauge'>,
  figures: () => readonly LogSinkFigures[],
): void {
  metrics.counter({
    name: 'promptbin_log_dropped_total',
    help: 'Log lines that did not get where they should.',
    labels: ['sink', 'reason'],
    read: (dropped) => {
      for (const { sink, lostLines } of figures()) {
        for (const [reason, lines] of Object.entries(lostLines))
          dropped.inc({ sink, reason }, lines)
      }
    },
  })
  metrics.gauge({
    name: 'promptbin_log_queue_bytes',
    help: 'What waits to be written to the log files, or to be sent.',
    labels: ['sink'],
    read: (queue) => {
      for (const { sink, waitingBytes } of figures()) queue.set({ sink }, waitingBytes)
    },
  })
}
