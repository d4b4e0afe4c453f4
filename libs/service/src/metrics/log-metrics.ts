import { LOG_LEVELS, logLineCount } from '@promptbin/logging'
import type { Metrics } from '@promptbin/metrics'

/** Tells how many lines this process has logged. */
export function measureLog({ counter }: Pick<Metrics, 'counter'>): void {
  counter({
    name: 'promptbin_log_lines_total',
    help: 'Log lines that were written, by their level.',
    labels: ['level'],
    read: (lines) => {
      for (const level of LOG_LEVELS) lines.inc({ level }, logLineCount(level))
    },
  })
}
