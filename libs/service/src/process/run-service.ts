import { setImmediate } from 'node:timers/promises'

import type { Health } from '@promptbin/health'
import { connectSupervisor, IPC_VERSION, type SupervisorChannel } from '@promptbin/ipc'
import { isLogLevel, type Logger } from '@promptbin/logging'
import type { FastifyInstance } from 'fastify'
import { LISTENING_CHECK } from '../health/own-checks.ts'
import { sendHealth } from '../health/send-health.ts'
import { followConfig } from '../live/follow-config.ts'
import type { LiveConfig } from '../live/live-config.ts'
import type { Live } from '../live/live-value.ts'
import { tellMetrics } from '../metrics/tell-metrics.ts'
import { answerProfiles } from '../profiling/answer-profiles.ts'
import { followConnections } from './connections.ts'
import { collectAll, giveBackMemory } from './give-back-memory.ts'
import { startHeartbeat } from './heartbeat.ts'
import { listenOnAddress, listenOnHandle } from './listen.ts'
import { installShutdown } from './shutdown.ts'
import { warmUp } from './warm-up.ts'

export interface RunServiceOptions {
  readonly app: FastifyInstance
  readonly logger: Logger
  readonly health: Health
  /** What the service goes by; a supervisor may say that it is another one. */
  readonly config?: LiveConfig
  /** Where to listen without a supervisor; with one, it hands over the socket. */
  readonly host: string
  readonly port: number
  /** Whether PromptBin's supervisor forked this process. */
  readonly supervised: boolean
  /** How long requests that are under way at shutdown may still take. */
  readonly drainTimeoutMs: Live<number>
  /** Asked for before the first client comes, when a supervisor is there to wait for that. */
  readonly warmUpPaths?: readonly string[]
  /** Told by the supervisor whether the disk has no room, so that writes are to be refused. */
  readonly onDisk?: (readOnly: boolean) => void
  /** Told by the supervisor why writes are to be refused; null when they are not any more. */
  readonly onMaintenance?: (reason: string | null) => void
  /** Told by the supervisor that the library is damaged, in a sentence; null when it is whole again. */
  readonly onDamage?: (reason: string | null) => void
  /** Closes what the app stands on, after its last request. */
  close(): Promise<void>
}

/** A service that answers. */
export interface RunningService {
  readonly url: string
}

/**
 * Runs a service until its process ends: listens, tells its supervisor, and on SIGTERM, SIGINT, a
 * `stop` message, the loss of the supervisor or a defect finishes what it has and exits. Settles
 * once it answers; throws the errors of `listenOnAddress`.
 */
export async function runService(options: RunServiceOptions): Promise<RunningService> {
  const { app, health, logger } = options
  const channel = options.supervised ? connectSupervisor() : undefined
  const connections = followConnections(app.server)
  const teller = channel && tellMetrics(channel, app.metrics)
  installShutdown({ ...options, connections, channel, tellLast: teller?.tellLast })
  channel?.onDisk(({ readOnly }) => options.onDisk?.(readOnly))
  channel?.onMaintenance(({ reason }) => options.onMaintenance?.(reason))
  channel?.onDamage(({ reason }) => options.onDamage?.(reason))
  channel?.onLogLevel(({ level }) => {
    if (isLogLevel(level)) logger.level = level
  })
  if (channel !== undefined) sendHealth(health, channel)
  if (channel !== undefined && options.config)
    followConfig(channel, { ...options, config: options.config })

  await app.ready()
  await health.start()
  // Before it listens: a spare waits for its socket, and is watched meanwhile.
  if (channel !== undefined) {
    startHeartbeat(app, (heartbeat) =>
      channel.send({ v: IPC_VERSION, type: 'heartbeat', ...heartbeat }),
    )
    answerProfiles(channel)
    // What the start has left behind; the code that is compiled from here on is to stay.
    collectAll()
    await warmUp(app.server, options.warmUpPaths ?? [])
  }
  giveBackMemory()
  const url = await listen(options, channel)
  health.setState('ready')
  channel?.send({ v: IPC_VERSION, type: 'ready', url })
  // Who has taken over for another has clients that wait.
  await setImmediate()
  logger.info({ event: 'service.ready', url }, 'service is ready')
  // It may have been built before what it needs was there, and did not listen then in any case.
  void health.recheck(health.report().status === 'pass' ? [LISTENING_CHECK] : undefined)
  return { url }
}

async function listen(
  { app, host, port }: RunServiceOptions,
  channel: SupervisorChannel | undefined,
): Promise<string> {
  if (channel === undefined) return listenOnAddress(app.server, { host, port })
  const { promise, resolve } = Promise.withResolvers<object>()
  channel.onListen(resolve)
  channel.send({ v: IPC_VERSION, type: 'prepared' })
  return listenOnHandle(app.server, await promise)
}
