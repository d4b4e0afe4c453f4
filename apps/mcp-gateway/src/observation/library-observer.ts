import type { PromptBinError } from '@promptbin/errors'
import { currentRequest, type Logger } from '@promptbin/logging'
import type { Metrics } from '@promptbin/metrics'
import type { CallReport, ClientObserver } from '@promptbin/prompt-client'

/** From a read in memory to the deadline of a call. */
const callSeconds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30]

function outcomeOf({ error }: CallReport): string {
  if (!error) return 'ok'
  return error.class === 'user' ? 'refused' : 'failed'
}

function createLibraryMetrics(metrics: Metrics): Omit<ClientObserver, 'breaker'> {
  const calls = metrics.histogram({
    name: 'promptbin_library_call_duration_seconds',
    help: 'Time of a call to prompt-web with its retry.',
    labels: ['operation', 'outcome'],
    buckets: callSeconds,
  })
  const reads = metrics.counter({
    name: 'promptbin_library_reads_total',
    help: 'Reads of the library by how they went: copy, asked, stale-copy, failed.',
    labels: ['operation', 'outcome'],
  })
  const retries = metrics.counter({
    name: 'promptbin_library_retries_total',
    help: 'Second attempts towards prompt-web, made or refused by their budget.',
    labels: ['outcome'],
  })
  const feed = metrics.gauge({
    name: 'promptbin_library_feed_live',
    help: '1 while the changes of the library are followed, else 0.',
  })
  for (const outcome of ['made', 'refused'] as const) retries.inc({ outcome }, 0)

  return {
    call: (report) => {
      const { operation, durationMs } = report
      calls.observe({ operation, outcome: outcomeOf(report) }, durationMs / 1000)
    },
    read: (operation, outcome) => reads.inc({ operation, outcome }),
    retry: (outcome) => retries.inc({ outcome }),
    feed: (live) => feed.set(Number(live)),
    fault: () => {},
  }
}

/** What a call fails with while the breaker is open: that it opened has been told. */
const leftAlone = 'PB_LIBRARY_UNAVAILABLE'

/** Whether prompt-web, or the way there, failed; a request that it refuses is the client's affair. */
const isFailure = (error: PromptBinError) => error.class !== 'user' && error.code !== leftAlone

/** Shows what the client of prompt-web does: in metrics, and in the log where it is news. */
export function createLibraryObserver(options: {
  readonly metrics: Metrics
  readonly logger: Logger
  readonly onBreaker: ClientObserver['breaker']
}): ClientObserver {
  const { metrics, logger, onBreaker } = options
  const measured = createLibraryMetrics(metrics)
  return {
    ...measured,
    call: (report) => {
      measured.call(report)
      const { operation, durationMs, error: err } = report
      currentRequest()?.spend('upstream', durationMs)
      if (err === undefined || !isFailure(err)) return
      logger.warn({ event: 'library.call_failed', operation, err }, 'prompt-web did not do it')
    },
    breaker: onBreaker,
    feed: (live) => {
      measured.feed(live)
      const message = live ? 'changes are followed' : 'changes are not followed'
      logger.info({ event: 'library.feed', live }, message)
    },
    fault: (err) => logger.error({ event: 'library.listener_failed', err }, 'a defect'),
  }
}
