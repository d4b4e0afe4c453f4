import type { Logger } from '@promptbin/logging'
import { countDefect, type DefectKind } from './defect-counts.ts'

export interface DefectOptions {
  /** Of this moment; there may be none yet. */
  readonly logger: () => Logger | undefined
  /** The event of the log line. */
  readonly event: 'service.defect' | 'supervisor.defect'
  /** What the process is at, in the form of the log. */
  readonly describe: () => object
  /** Called at each defect: what it stands on may not be as it should, so it is to be replaced. */
  readonly onDefect: (kind: DefectKind, error: unknown) => void
}

/** One that comes again and again shall not fill the log; all are counted. */
const leastBetweenLinesMs = 1_000

/**
 * Has errors that nobody caught logged with what the process was at, and counted, instead of ending
 * it in the middle of what others wait for. Returns what ends that.
 */
export function followDefects({ logger, event, describe, onDefect }: DefectOptions): () => void {
  let lastLineMs = Number.NEGATIVE_INFINITY
  let untold = 0

  const meet = (kind: DefectKind, err: unknown) => {
    countDefect(kind)
    const nowMs = performance.now()
    if (nowMs - lastLineMs < leastBetweenLinesMs) untold += 1
    else {
      const process = describe()
      logger()?.fatal({ event, kind, err, process, untold }, 'a defect; the process is replaced')
      lastLineMs = nowMs
      untold = 0
    }
    onDefect(kind, err)
  }
  const onException = (error: unknown) => meet('exception', error)
  const onRejection = (reason: unknown) => meet('rejection', reason)
  process.on('uncaughtException', onException).on('unhandledRejection', onRejection)
  return () => {
    process.off('uncaughtException', onException).off('unhandledRejection', onRejection)
  }
}
