import type { Writable } from 'node:stream'
import { setTimeout as delay } from 'node:timers/promises'
import type { Logger } from '@promptbin/logging'
import {
  describeState,
  followDefects,
  type PerformanceSource,
  startPerformanceLog,
} from '@promptbin/service'
import { profileUnknown } from '../errors.ts'
import type { Hosting, Serving } from '../http/serving.ts'
import { maxMessageBytes } from '../mcp/server.ts'
import { serveLines } from './serve-lines.ts'

export interface ServeProcessOptions {
  readonly serving: Serving
  /** Which part of the library is served; null is all of it. */
  readonly profile: string | null
  readonly hosting: Pick<Hosting, 'legacy'>
  readonly logger: Logger
  /** How what was asked is told of in the performance log. */
  readonly performanceSources: readonly PerformanceSource[]
  /** How long requests that are under way may still take when the client has ended its side. */
  readonly finishTimeoutMs: number
  /** Closes what the servers stand on. */
  close(): Promise<void>
}

/**
 * Serves the AI client that started this process, over its standard streams; nothing else may be
 * written to standard output. Settles when the client has ended its side, or on SIGTERM or SIGINT,
 * once everything that it asked is answered. Throws `PB_MCP_PROFILE_UNKNOWN`.
 */
export async function serveProcess(options: ServeProcessOptions): Promise<void> {
  const { serving, profile, hosting, logger, performanceSources, finishTimeoutMs, close } = options
  const served = serving.overLines(profile, undefined)
  if (!served) throw profileUnknown()
  const connection = serveLines({
    ...served,
    input: process.stdin,
    output: process.stdout,
    announcer: serving.announcer,
    legacy: hosting.legacy === 'reject' ? 'reject' : 'serve',
    logger,
    maxMessageBytes,
    finishTimeoutMs,
  })
  const tellPerformance = startPerformanceLog({ logger, sources: performanceSources })
  const finish = () => void connection.finish()
  followDefects({
    logger: () => logger,
    event: 'service.defect',
    describe: () => describeState(),
    onDefect: (kind) => {
      // After a rejection the rest goes on; of an exception nobody knows what it left behind.
      if (kind === 'rejection') return
      process.exitCode = 1
      finish()
    },
  })
  // A second signal ends the process at once.
  process.once('SIGTERM', finish).once('SIGINT', finish)
  logger.info({ event: 'service.ready' }, 'serving MCP on the standard streams')
  await connection.closed
  await Promise.race([written(process.stdout), delay(finishTimeoutMs, undefined, { ref: false })])
  await serving.close()
  await close()
  tellPerformance()
  logger.info({ event: 'service.stopped' }, 'service has stopped')
}

/** Settles when the client has taken all; what waits in memory would be lost with the process. */
function written(output: Writable): Promise<void> {
  return new Promise((resolve) => output.write('', () => resolve()))
}
