import { LOG_LEVELS, linesLostAtStandardOutput, logLineCount } from '@promptbin/logging'
import type { Metrics } from '@promptbin/metrics'

/** Tells how many lines this process has logged, and how many of them nobody took. */
export function measureLog({ counter }: Pick<Metrics, 'counter'>): void {
  counter({
    name: 'promptbin_log_lines_total',
    help: 'Log lines that were written, by their level.',
    labels: ['level'],
    read: (lines) => {
      for (const level of LOG_LEVELS) lines.inc({ level }, logLineCount(level))
    },
  })
  // A process that logs elsewhere tells by itself what is lost there.
  if (linesLostAtStandardOutput() === undefined) return
  counter({
    name: 'promptbin_log_dropped_total',
    help: 'Log lines that did not get where they should.',
    labels: ['sink', 'reason'],
    read: (dropped) =>
      dropped.inc({ sink: 'stdout', reason: 'unread' }, linesLostAtStandardOutput()),
  })
}
