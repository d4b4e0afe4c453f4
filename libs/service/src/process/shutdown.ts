import type { Health } from '@promptbin/health'
import { IPC_VERSION, type SupervisorChannel } from '@promptbin/ipc'
import type { Logger } from '@promptbin/logging'
import closeWithGrace from 'close-with-grace'
import type { FastifyInstance } from 'fastify'
import { followDefects } from '../defects/follow-defects.ts'
import { describeState } from '../defects/process-state.ts'
import type { LiveConfig } from '../live/live-config.ts'
import { type Live, valueNow } from '../live/live-value.ts'
import type { Connections } from './connections.ts'
import { drainConnections } from './drain-connections.ts'
import { LOST_DRAIN_MS, limitWithoutSupervisor } from './supervisor-loss.ts'

export interface ShutdownOptions {
  readonly app: FastifyInstance
  readonly logger: Logger
  readonly health: Health
  readonly connections: Connections
  readonly channel: SupervisorChannel | undefined
  /** What the service goes by; a change of `operations.graceful_shutdown_timeout` acts at once. */
  readonly config?: LiveConfig
  readonly drainTimeoutMs: Live<number>
  /** Tells the supervisor what was counted up to the end; undefined without one. */
  readonly tellLast: (() => Promise<void>) | undefined
  close(): Promise<void>
}

/** Why a service stops, as it stands in the log. */
type StopReason = 'signal' | 'stop message' | 'supervisor lost' | 'defect'

/** Time for `close` after the drain, until the process is ended by force. */
const CLOSE_TIMEOUT_MS = 10_000

/** What close-with-grace would also take for a wish to stop. */
const OTHER_EVENTS = [
  'SIGQUIT',
  'SIGILL',
  'SIGTRAP',
  'SIGABRT',
  'SIGBUS',
  'SIGFPE',
  'SIGSEGV',
  'SIGUSR2',
  'beforeExit',
  // Errors that nobody caught end nothing by themselves, see `followDefects`.
  'uncaughtException',
  'unhandledRejection',
] as const

/**
 * Waits for a reason to stop, then drains, closes and ends the process: with 0, or with 1 after a
 * defect, a second signal or a close that fails or hangs.
 */
export function installShutdown(options: ShutdownOptions): void {
  const { app, channel, connections, logger } = options
  const drainTimeoutMs = () => valueNow(options.drainTimeoutMs)
  const supervised = channel !== undefined
  let reason: StopReason | undefined
  let timeoutMs: number | undefined
  let isDefective = false

  const listen = () =>
    closeWithGrace(
      {
        delay: drainTimeoutMs() + CLOSE_TIMEOUT_MS,
        logger: false,
        // A terminal sends SIGINT to the whole group; the supervisor alone decides the order.
        skip: supervised ? [...OTHER_EVENTS, 'SIGINT'] : [...OTHER_EVENTS],
        onSecondSignal: (signal) => logger.warn({ event: 'service.forced', signal }, 'forced exit'),
        onTimeout: () => logger.fatal({ event: 'service.close_hangs' }, 'closing took too long'),
      },
      async ({ signal }) => {
        reason ??= 'signal'
        await stop(options, { reason, signal, timeoutMs: timeoutMs ?? drainTimeoutMs() })
        if (isDefective) throw new Error('The process had a defect.')
      },
    )
  let listening = listen()
  options.config?.onChange({
    keys: ['operations.graceful_shutdown_timeout'],
    apply: () => {
      listening.uninstall()
      listening = listen()
    },
  })
  const stopFor = (why: StopReason, limitMs: number) => {
    if (reason !== undefined) return
    reason = why
    timeoutMs = limitMs
    listening.close()
  }
  followDefects({
    logger: () => logger,
    event: 'service.defect',
    describe: () => describeState(app.traffic.underWay),
    onDefect: (kind) => {
      isDefective = true
      // One that answers goes on until its supervisor has another in its place, and stops it.
      if (channel && app.server.listening) channel.send({ v: IPC_VERSION, type: 'defect', kind })
      else stopFor('defect', drainTimeoutMs())
    },
  })
  if (channel === undefined) return

  process.on('SIGINT', () => {})
  channel.onStop((message) =>
    stopFor('stop message', Math.min(message.timeoutMs, drainTimeoutMs())),
  )
  channel.onDisconnect(() => {
    limitWithoutSupervisor(connections)
    stopFor('supervisor lost', Math.min(LOST_DRAIN_MS, drainTimeoutMs()))
  })
}

interface Stop {
  readonly reason: StopReason
  readonly signal: string | undefined
  readonly timeoutMs: number
}

async function stop(options: ShutdownOptions, { reason, signal, timeoutMs }: Stop): Promise<void> {
  const { app, logger, health, connections, tellLast, close } = options
  logger.info({ event: 'service.draining', reason, signal }, 'service stops')
  try {
    health.setState('draining')
    const [cut] = await Promise.all([
      drainConnections(app.server, connections, timeoutMs),
      app.startDrain(timeoutMs),
    ])
    if (cut > 0) logger.warn({ event: 'service.cut', connections: cut }, 'connections were cut')
    await app.close()
    health.stop()
    await close()
    await tellLast?.()
    logger.info({ event: 'service.stopped' }, 'service has stopped')
  } catch (err) {
    logger.fatal({ event: 'service.close_failed', err }, 'closing failed')
    throw err
  }
}
